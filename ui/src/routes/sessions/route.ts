import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.ts';
import { parseSessionsSearch } from './sessions-search.ts';

export const sessionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sessions',
  validateSearch: parseSessionsSearch,
  component: lazyRouteComponent(() => import('./sessions-page.tsx'), 'SessionsPage'),
});

/** One chat. Its URL also says the list that it was opened from. */
export const sessionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sessions/$sessionId',
  validateSearch: (search: Record<string, unknown>) => parseSessionsSearch({ ...search, open: undefined }),
  component: lazyRouteComponent(() => import('./session-page.tsx'), 'SessionPage'),
});
