import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';
import { readFiguresAhead } from '../../figures/read-figures-ahead.ts';
import { viewDeps } from '../../view/use-view.ts';
import { shown } from './overview-figures.ts';

export const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/overview',
  loaderDeps: viewDeps,
  loader: ({ deps }) => readFiguresAhead(shown, deps),
  component: lazyRouteComponent(
    pageFile(() => import('./overview-page.tsx')),
    'OverviewPage',
  ),
});
