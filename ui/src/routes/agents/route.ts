import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAhead, readListAhead } from '../../api/read-ahead.ts';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';
import { viewDeps, viewOf } from '../../view/use-view.ts';
import { parseAgentsSearch } from './agents-search.ts';
import { performanceParams } from './use-agents.ts';

export const agentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/agents',
  validateSearch: parseAgentsSearch,
  loaderDeps: viewDeps,
  loader: ({ deps }) => {
    readListAhead('/agents', {});
    readAhead('/agent-performance', performanceParams(viewOf(deps)));
  },
  component: lazyRouteComponent(
    pageFile(() => import('./agents-page.tsx')),
    'AgentsPage',
  ),
});

export const agentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/agents/$agentId',
  component: lazyRouteComponent(
    pageFile(() => import('./agent-page.tsx')),
    'AgentPage',
  ),
});
