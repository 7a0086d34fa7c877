import { AggregateCache } from './cache/aggregate-cache.ts';
import { SingleFlight } from './cache/single-flight.ts';
import type { StoredAnswer } from './cache/stored-answer.ts';
import { newMemoryTier, Tiers } from './cache/tiers.ts';
import type { Deps } from './context.ts';
import { connect } from './db/client.ts';
import { parseConfig, type Bindings } from './env.ts';
import { tokenVerifier } from './http/token-verifier.ts';
import { signatureVerifier } from './http/webhook-signature.ts';
import { consoleLog, type Log } from './values/log.ts';
import type { Runtime } from './values/runtime.ts';

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
    const now = () => runtime.now();
    return {
      bindings,
      config,
      verifyToken: tokenVerifier(config, now),
      verifySignature: signatureVerifier(config.ROUTER_SECRETS, now),
      memory: newMemoryTier(),
      // A follower may wait for two flights, together as long as for one statement.
      flights: new SingleFlight<StoredAnswer>(config.DATABASE_TIMEOUT_MS / 2, runtime),
    };
  };
  // Cloudflare passes the same bindings for as long as an isolate lives.
  let configured: ReturnType<typeof configure> | undefined;

  return (bindings, { id, waitUntil }) => {
    if (configured?.bindings !== bindings) configured = configure(bindings);
    const { config, verifyToken, verifySignature, memory, flights } = configured;
    const log = makeLog({ request_id: id });
    const tiers = new Tiers({ memory, kv: bindings.CACHE, runtime, log, waitUntil });
    return {
      config,
      runtime,
      verifyToken,
      verifySignature,
      log,
      db: connect({
        connectionString: config.DATABASE_URL,
        fetchEndpoint: config.NEON_FETCH_ENDPOINT,
        timeoutMs: config.DATABASE_TIMEOUT_MS,
        sleep: (milliseconds) => runtime.sleep(milliseconds),
        onFailure: (statement, reason) => log.warn('database_failure', { statement, reason }),
      }),
      cache: new AggregateCache({ tiers, flights, runtime, log, waitUntil }),
    };
  };
}
