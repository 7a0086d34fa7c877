import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';

export const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wall',
  component: lazyRouteComponent(
    pageFile(() => import('./wall-page.tsx')),
    'WallPage',
  ),
});
