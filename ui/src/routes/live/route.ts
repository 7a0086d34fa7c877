import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAhead, readListAhead } from '../../api/read-ahead.ts';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';
import { loadMe } from '../../auth/me.ts';
import { parseLiveSearch } from './live-search.ts';
import { atMostPages, chatsQuery } from './use-floor.ts';

export const liveRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live',
  validateSearch: parseLiveSearch,
  loader: () => {
    readListAhead('/waiting-sessions', {}, atMostPages);
    readListAhead('/agents', {});
    readAhead('/config', {});
    void loadMe().then(
      (me) => readListAhead('/active-sessions', chatsQuery(me), atMostPages),
      () => undefined,
    );
  },
  component: lazyRouteComponent(
    pageFile(() => import('./live-page.tsx')),
    'LivePage',
  ),
});
