import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readRowsAhead } from '../../api/read-ahead.ts';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';
import { viewOf } from '../../view/use-view.ts';
import { listQuery, parseSessionsSearch } from './sessions-search.ts';

export const sessionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sessions',
  validateSearch: parseSessionsSearch,
  // Stepping from chat to chat is no reason to read the list again.
  loaderDeps: ({ search }) => ({ ...search, open: undefined }),
  loader: ({ deps, preload }) => {
    // The pointer crosses many figures on its way; each would read a list that nobody opens.
    if (preload && deps.figure !== undefined) return;
    readRowsAhead('/sessions', listQuery(deps, viewOf(deps).window));
  },
  component: lazyRouteComponent(
    pageFile(() => import('./sessions-page.tsx')),
    'SessionsPage',
  ),
});

/** One chat. Its URL also says the list that it was opened from. */
export const sessionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sessions/$sessionId',
  validateSearch: (search: Record<string, unknown>) => parseSessionsSearch({ ...search, open: undefined }),
  component: lazyRouteComponent(
    pageFile(() => import('./session-page.tsx')),
    'SessionPage',
  ),
});
