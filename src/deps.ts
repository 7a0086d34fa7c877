import { connect } from './db/client.ts';
import { parseConfig, type Bindings, type Config } from './env.ts';
import { AggregateCache, renewalSpacingMs } from './platform/aggregate-cache.ts';
import type { Deps } from './platform/context.ts';
import type { Runtime } from './platform/runtime.ts';
import { KvStore, kvWriteSpacingMs } from './platform/kv-store.ts';
import { consoleLog, type Log } from './platform/log.ts';
import { Spacing } from './platform/spacing.ts';
import { tokenVerifier, type TokenVerifier } from './platform/token-verifier.ts';

/** The Worker's own clock and randomness. */
export const workerRuntime: Runtime = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  newId: () => crypto.randomUUID(),
};

/** Makes what one request reaches the world through. */
export type ComposeDeps = (
  bindings: Bindings,
  request: { id: string; waitUntil(work: Promise<unknown>): void },
) => Deps;

/**
 * The composition root: the only place that puts parts together. What it keeps between requests (parsed
 * configuration, spacing of writes) is plain data; promises and connections are a request's own.
 *
 * @throws {ConfigurationError} from the function it returns, when the bindings don't hold
 */
export function compositionRoot(
  runtime: Runtime,
  makeLog: (context: Record<string, unknown>) => Log = consoleLog,
): ComposeDeps {
  const writes = new Spacing(kvWriteSpacingMs);
  const renewals = new Spacing(renewalSpacingMs);
  let parsed: { bindings: Bindings; config: Config; verifyToken: TokenVerifier } | undefined;

  return (bindings, { id, waitUntil }) => {
    if (parsed?.bindings !== bindings) {
      const config = parseConfig(bindings);
      parsed = { bindings, config, verifyToken: tokenVerifier(config, () => runtime.now()) };
    }
    const { config, verifyToken } = parsed;
    const log = makeLog({ request_id: id });
    return {
      config,
      runtime,
      verifyToken,
      log,
      db: connect({
        connectionString: config.DATABASE_URL,
        fetchEndpoint: config.NEON_FETCH_ENDPOINT,
        timeoutMs: config.DATABASE_TIMEOUT_MS,
        sleep: (milliseconds) => runtime.sleep(milliseconds),
        onFailure: (statement, reason) => log.warn('database_failure', { statement, reason }),
      }),
      cache: new AggregateCache({
        store: new KvStore(bindings.CACHE, runtime, log, writes),
        runtime,
        log,
        renewals,
        waitUntil,
      }),
    };
  };
}
