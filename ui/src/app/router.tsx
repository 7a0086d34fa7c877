import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { loadMe } from '../auth/me.ts';
import { agentRoute, agentsRoute } from '../routes/agents/route.ts';
import { auditRoute } from '../routes/audit/route.ts';
import { liveRoute } from '../routes/live/route.ts';
import { messagesRoute } from '../routes/messages/route.ts';
import { overviewRoute } from '../routes/overview/route.ts';
import { satisfactionRoute } from '../routes/satisfaction/route.ts';
import { sessionRoute, sessionsRoute } from '../routes/sessions/route.ts';
import { staffingRoute } from '../routes/staffing/route.ts';
import { wallRoute } from '../routes/wall/route.ts';
import { pagesFor } from './pages.ts';
import { rootRoute } from './root-route.ts';
import { RouteError } from './route-error.tsx';
import { parseSearch, stringifySearch } from './search.ts';

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async () => {
    // Without a role there is no first page, and the frame says why.
    const me = await loadMe().catch(() => undefined);
    const [first] = pagesFor(me?.role);
    if (first !== undefined) throw redirect({ to: first.path, replace: true });
  },
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  liveRoute,
  overviewRoute,
  staffingRoute,
  agentsRoute,
  agentRoute,
  sessionsRoute,
  sessionRoute,
  satisfactionRoute,
  messagesRoute,
  auditRoute,
  wallRoute,
]);

export const router = createRouter({
  routeTree,
  defaultErrorComponent: RouteError,
  defaultPreload: 'intent',
  // Queries know how fresh their answers are.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
