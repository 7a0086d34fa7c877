import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';
import { readFiguresAhead } from '../../figures/read-figures-ahead.ts';
import { viewDeps } from '../../view/use-view.ts';
import { shown } from './satisfaction-figures.ts';

export const satisfactionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/satisfaction',
  loaderDeps: viewDeps,
  loader: ({ deps }) => readFiguresAhead(shown, deps),
  component: lazyRouteComponent(
    pageFile(() => import('./satisfaction-page.tsx')),
    'SatisfactionPage',
  ),
});
