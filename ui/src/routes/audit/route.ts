import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readRowsAhead } from '../../api/read-ahead.ts';
import { pageFile } from '../../app/page-file.ts';
import { rootRoute } from '../../app/root-route.ts';
import { loadMe } from '../../auth/me.ts';
import { viewOf } from '../../view/use-view.ts';
import { parseAuditSearch, toAuditQuery } from './audit-search.ts';

export const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: parseAuditSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) =>
    void loadMe().then(
      ({ permissions }) =>
        permissions.includes('listAudit') && readRowsAhead('/audit', toAuditQuery(deps, viewOf(deps).window)),
      () => undefined,
    ),
  component: lazyRouteComponent(
    pageFile(() => import('./audit-page.tsx')),
    'AuditPage',
  ),
});
