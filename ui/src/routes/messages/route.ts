import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';
import { readFiguresAhead } from '../../figures/read-figures-ahead.ts';
import { viewDeps } from '../../view/use-view.ts';
import { shown } from './messages-figures.ts';

export const messagesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/messages',
  loaderDeps: viewDeps,
  loader: ({ deps }) => readFiguresAhead(shown, deps),
  component: lazyRouteComponent(
    pageFile(() => import('./messages-page.tsx')),
    'MessagesPage',
  ),
});
