import { connect } from './db/client.ts';
import { parseConfig, type Bindings, type Config } from './env.ts';
import { AggregateCache, type MadeAnswer } from './cache/aggregate-cache.ts';
import { BurstWriter } from './http/burst-writer.ts';
import type { Deps } from './context.ts';
import { HotAnswers } from './http/hot-answers.ts';
import { KvStore, kvWriteSpacingMs } from './cache/kv-store.ts';
import { consoleLog, type Log } from './values/log.ts';
import { MemoryStore } from './cache/memory-store.ts';
import { RememberedTokens } from './http/remembered-tokens.ts';
import { Memos } from './values/memos.ts';
import type { Runtime } from './values/runtime.ts';
import { SingleFlight } from './cache/single-flight.ts';
import { Spacing } from './cache/spacing.ts';
import { tokenVerifier } from './http/token-verifier.ts';
import { WebhookSignatures } from './http/webhook-signature.ts';

/** The Worker's own clock and randomness. */
export const workerRuntime: Runtime = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  newId: () => crypto.randomUUID(),
  random: () => Math.random(),
};

/** What the Worker is put together from. */
export interface Composition {
  /**
   * Makes what one request reaches the world through.
   *
   * @throws {ConfigurationError} when the bindings don't hold
   */
  compose(bindings: Bindings, request: { id: string; waitUntil(work: Promise<unknown>): void }): Deps;
  /** Answers a request that was answered before out of memory; undefined where the app has to. */
  hotAnswer(
    bindings: Bindings,
    request: Request,
    waitUntil: (work: Promise<unknown>) => void,
  ): Response | undefined;
}

/** What is made once for a configuration. */
interface Configured {
  bindings: Bindings;
  config: Config;
  tokens: RememberedTokens;
  signatures: WebhookSignatures;
  hotAnswers: HotAnswers;
}

/**
 * The composition root: the only place that puts parts together. What it keeps between requests (parsed
 * configuration, answers, verified tokens, keys, spacing of writes) is plain data; connections are a request's own, and
 * so are promises but for those of {@link SingleFlight}.
 */
export function compositionRoot(
  runtime: Runtime,
  makeLog: (context: Record<string, unknown>) => Log = consoleLog,
): Composition {
  const memos = new Memos();
  const memory = new MemoryStore();
  const flights = new SingleFlight<MadeAnswer>(runtime);
  const writes = new Spacing(kvWriteSpacingMs);
  const logWriter = new BurstWriter(runtime);
  let configured: Configured | undefined;

  function configure(bindings: Bindings): Configured {
    const config = parseConfig(bindings);
    const tokens = new RememberedTokens(
      tokenVerifier(config, () => runtime.now()),
      runtime,
    );
    const signatures = new WebhookSignatures(config.ROUTER_SECRETS, () => runtime.now());
    const origins = config.CORS_ORIGINS;
    const hotAnswers = new HotAnswers({ memory, tokens, runtime, makeLog, logWriter, origins });
    return { bindings, config, tokens, signatures, hotAnswers };
  }

  return {
    compose(bindings, { id, waitUntil }) {
      if (configured?.bindings !== bindings) configured = configure(bindings);
      const { config, tokens, signatures, hotAnswers } = configured;
      const log = makeLog({ request_id: id });
      return {
        config,
        runtime,
        tokens,
        signatures,
        hotAnswers,
        log,
        memos,
        logWriter,
        db: connect({
          connectionString: config.DATABASE_URL,
          fetchEndpoint: config.NEON_FETCH_ENDPOINT,
          timeoutMs: config.DATABASE_TIMEOUT_MS,
          sleep: (milliseconds) => runtime.sleep(milliseconds),
          onFailure: (statement, reason) => log.warn('database_failure', { statement, reason }),
        }),
        cache: new AggregateCache({
          memory,
          store: new KvStore(bindings.CACHE, runtime, log, writes),
          flights,
          // Waiting for two of them takes as long as a question of one's own may.
          flightPatienceMs: config.DATABASE_TIMEOUT_MS / 2,
          runtime,
          log,
          waitUntil,
        }),
      };
    },
    hotAnswer: (bindings, request, waitUntil) =>
      configured?.bindings === bindings ? configured.hotAnswers.answer(request, waitUntil) : undefined,
  };
}
