import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.ts';

export const satisfactionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/satisfaction',
  component: lazyRouteComponent(() => import('./satisfaction-page.tsx'), 'SatisfactionPage'),
});
