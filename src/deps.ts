import { AggregateCache } from './cache/aggregate-cache.ts';
import { Recent } from './cache/recent.ts';
import { SingleFlight } from './cache/single-flight.ts';
import type { StoredAnswer } from './cache/stored-answer.ts';
import { newKvTimes, newMemoryTier, Tiers } from './cache/tiers.ts';
import type { Deps } from './context.ts';
import { connect } from './db/client.ts';
import { parseConfig, type Bindings } from './env.ts';
import { requestCounter } from './http/rate-limit.ts';
import { tokenVerifier } from './http/token-verifier.ts';
import { signatureVerifier } from './http/webhook-signature.ts';
import { bounds } from './values/bounds.ts';
import { analyticsCounter } from './values/counter.ts';
import { Limiter } from './values/limiter.ts';
import { consoleLog, type Log } from './values/log.ts';
import type { Readiness } from './values/readiness.ts';
import type { Runtime } from './values/runtime.ts';

/** How long the checks of `GET health/ready` are shared. Anyone may ask for them, so that they must stay cheap. */
const readinessSeconds = 10;

/** The Worker's own clock and randomness. */
export const workerRuntime: Runtime = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  newId: () => crypto.randomUUID(),
};

/**
 * Creates what one request reaches the world through.
 *
 * @throws {ConfigurationError} if the bindings are not valid
 */
export type Compose = (
  bindings: Bindings,
  request: { id: string; waitUntil(work: Promise<unknown>): void },
) => Deps;

/**
 * The composition root: the only place that puts parts together and that keeps anything between requests (parsed
 * configuration, keys, cached answers). Connections belong to one request, and so do promises, except those
 * of {@link SingleFlight}.
 */
export function compositionRoot(
  runtime: Runtime,
  makeLog: (context: Record<string, unknown>) => Log = consoleLog,
): Compose {
  const configure = (bindings: Bindings) => {
    const config = parseConfig(bindings);
    return {
      bindings,
      config,
      verifyToken: tokenVerifier(config, runtime),
      verifySignature: signatureVerifier(config.ROUTER_SECRETS, () => runtime.now()),
      memory: newMemoryTier(),
      kvTimes: newKvTimes(),
      // A follower may wait for two flights, together as long as for one statement.
      flights: new SingleFlight<StoredAnswer>(config.DATABASE_TIMEOUT_MS / 2, runtime),
      limiter: new Limiter(
        // A place may include a wait for another place, and then a whole statement.
        { patienceMs: config.DATABASE_TIMEOUT_MS / 4, leaseMs: 1.5 * config.DATABASE_TIMEOUT_MS },
        runtime,
      ),
      readiness: new Recent<Readiness>(readinessSeconds, config.DATABASE_TIMEOUT_MS, runtime),
    };
  };
  // Cloudflare passes the same bindings for as long as an isolate lives.
  let configured: ReturnType<typeof configure> | undefined;

  return (bindings, { id, waitUntil }) => {
    if (configured?.bindings !== bindings) configured = configure(bindings);
    const { config, verifyToken, verifySignature, memory, kvTimes, flights, limiter, readiness } = configured;
    const log = makeLog({ request_id: id });
    const limit: Deps['limit'] = (bound, work) => limiter.run(bound, work, waitUntil);
    const database = connect({
      connectionString: config.DATABASE_URL,
      fetchEndpoint: config.NEON_FETCH_ENDPOINT,
      timeoutMs: config.DATABASE_TIMEOUT_MS,
      now: () => runtime.now(),
      sleep: (milliseconds) => runtime.sleep(milliseconds),
      onFailure: (statement, reason) => log.warn('database_failure', { statement, reason }),
    });
    const tiers = new Tiers({
      memory,
      kv: bindings.CACHE,
      kvTimes,
      kvWriteSeconds: config.KV_WRITE_SECONDS,
      runtime,
      log,
      waitUntil,
    });
    return {
      config,
      runtime,
      verifyToken: (token) => verifyToken(token, { log, waitUntil }),
      verifySignature,
      countRequest: requestCounter(bindings, log),
      log,
      limit,
      db: {
        read: (statement) => limit(bounds.reads, () => database.read(statement)),
        command: (statement) => database.command(statement),
        get waitedMs() {
          return database.waitedMs;
        },
      },
      cache: new AggregateCache({ tiers, flights, runtime, log, waitUntil }),
      kv: bindings.CACHE,
      readiness,
      count: analyticsCounter(bindings.ANALYTICS),
    };
  };
}
