import { createRootRoute } from '@tanstack/react-router';
import { loadMe } from '../auth/me.ts';
import { carryView, parseViewSearch, type ViewSearch } from '../view/view-search.ts';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

/** The frame of every page, and the view that every page's URL carries. */
export const rootRoute = createRootRoute({
  component: Shell,
  // Every page waits for it, so it is asked at once. The shell shows a failure.
  loader: () => void loadMe().catch(() => undefined),
  validateSearch: (search: Record<string, unknown>): ViewSearch => parseViewSearch(search),
  search: { middlewares: [({ search, next }) => carryView(search, next(search))] },
  notFoundComponent: NotFound,
});
