import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.ts';
import { parseLiveSearch } from './live-search.ts';

export const liveRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live',
  validateSearch: parseLiveSearch,
  component: lazyRouteComponent(() => import('./live-page.tsx'), 'LivePage'),
});
