import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.ts';
import { parseStaffingSearch } from './staffing-search.ts';

export const staffingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/staffing',
  validateSearch: parseStaffingSearch,
  component: lazyRouteComponent(() => import('./staffing-page.tsx'), 'StaffingPage'),
});
