import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAhead } from '../../api/read-ahead.ts';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';
import { viewDeps, viewOf } from '../../view/use-view.ts';
import { heatmapParams, parseStaffingSearch } from './staffing-search.ts';

export const staffingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/staffing',
  validateSearch: parseStaffingSearch,
  loaderDeps: ({ search }) => ({ ...viewDeps({ search }), measure: search.measure }),
  loader: ({ deps }) => readAhead('/heatmap', heatmapParams(deps.measure, viewOf(deps))),
  component: lazyRouteComponent(
    pageFile(() => import('./staffing-page.tsx')),
    'StaffingPage',
  ),
});
