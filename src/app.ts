import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { describeForLog } from './db/errors.ts';
import type { Compose } from './deps.ts';
import { agentList, agentRead } from './features/agents/agents.ts';
import { deleteAgent } from './features/agents/delete-agent.ts';
import { saveAgent } from './features/agents/save-agent.ts';
import { setAvailability } from './features/agents/set-availability.ts';
import { updateAgent } from './features/agents/update-agent.ts';
import { agentPerformance } from './features/metrics/agent-performance.ts';
import { heatmap } from './features/metrics/heatmap.ts';
import { messageAnalytics } from './features/metrics/message-analytics.ts';
import { overview } from './features/metrics/overview.ts';
import { satisfaction } from './features/metrics/satisfaction.ts';
import { timeSeries } from './features/metrics/timeseries.ts';
import { activeSessions } from './features/sessions/active-sessions.ts';
import { assign } from './features/commands/assign.ts';
import { audit } from './features/audit/audit.ts';
import { eraseCustomer } from './features/erasure/erase-customer.ts';
import { config } from './features/config/config.ts';
import { meAmong } from './features/me/me.ts';
import { claim } from './features/commands/claim.ts';
import { close } from './features/commands/close.ts';
import { acceptOffer, declineOffer, withdrawOffer } from './features/commands/answer-offer.ts';
import { offer } from './features/commands/offer.ts';
import { requeue } from './features/commands/requeue.ts';
import { session } from './features/sessions/session.ts';
import { sessionList } from './features/sessions/session-list.ts';
import { transcript } from './features/sessions/transcript.ts';
import { transfer } from './features/commands/transfer.ts';
import { waitingSessions } from './features/sessions/waiting-sessions.ts';
import { health } from './features/health/health.ts';
import { ready } from './features/health/ready.ts';
import type { AppEnv } from './context.ts';
import { crossOrigin } from './http/cross-origin.ts';
import type { Runtime } from './values/runtime.ts';
import { docsRoutes } from './http/docs-page.ts';
import { renderError, renderProblem } from './http/error-response.ts';
import { Problem } from './http/problem.ts';
import { logRequests } from './http/request-log.ts';
import { requireHost } from './http/require-host.ts';
import { securityHeaders } from './http/security-headers.ts';
import { uiPage } from './http/ui-page.ts';
import { refuseInvalid } from './http/validation.ts';

/** Where the API lives. */
export const basePath = '/api/v1/admin/chat-dashboard';

/** Every endpoint except `GET me`, which tells a caller which of these it may call. */
const routesBesideMe = [
  health,
  ready,
  overview,
  agentPerformance,
  satisfaction,
  messageAnalytics,
  timeSeries,
  heatmap,
  activeSessions,
  waitingSessions,
  sessionList,
  session,
  transcript,
  assign,
  transfer,
  requeue,
  close,
  offer,
  acceptOffer,
  declineOffer,
  withdrawOffer,
  claim,
  agentList,
  agentRead,
  saveAgent,
  updateAgent,
  deleteAgent,
  setAvailability,
  audit,
  eraseCustomer,
  config,
] as const;

/** Every endpoint. An endpoint that is not in this list is neither served nor described. */
const routes = [...routesBesideMe, meAmong(routesBesideMe)] as const;

/**
 * Creates the app: the middleware of every request, in order, then the endpoints.
 *
 * @param compose the composition root
 * @param openApi the document of these routes: openapi.json, which `npm run openapi` makes from this app
 */
export function createApp(compose: Compose, runtime: Pick<Runtime, 'newId'>, openApi: object) {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  const api = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid }).openapiRoutes(routes);

  app.onError(renderError(describeForLog));
  app.notFound(
    async (c) =>
      (await uiPage(c)) ??
      renderProblem(c, new Problem('route_not_found', `Nothing is served at ${c.req.path}.`)),
  );

  // A caller may name its request, in 1 to 255 characters that are harmless in a log.
  app.use(requestId({ generator: () => runtime.newId() }));
  app.use(securityHeaders);
  app.use(async (c, next) => {
    const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    c.set('deps', compose(c.env, { id: c.get('requestId'), waitUntil }));
    await next();
  });
  app.use(logRequests);
  app.use(requireHost);
  app.use(
    '/openapi.json',
    crossOrigin(() => ['*']),
  );
  app.use(
    `${basePath}/*`,
    crossOrigin((c) => c.get('deps').config.CORS_ORIGINS),
  );

  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        renderProblem(
          c,
          new Problem('method_not_allowed', `${c.req.method} is not served here.`, {
            headers: { Allow: methods.join(', ') },
          }),
        ),
    }),
  );

  const described = app.route(basePath, api);
  // A person sees the dashboard, a program the way to the documentation.
  described.get('/', async (c) => (await uiPage(c)) ?? c.redirect('/docs', 302));
  described.route('/', docsRoutes(openApi));
  return described;
}

/** The app's type, for a typed client: `hc<AppType>(origin)`. */
export type AppType = ReturnType<typeof createApp>;
