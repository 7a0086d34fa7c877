import type { KVNamespace } from '@cloudflare/workers-types';
import type { AggregateCache } from './cache/aggregate-cache.ts';
import type { Recent } from './cache/recent.ts';
import type { Database } from './db/client.ts';
import type { Bindings, Config } from './env.ts';
import type { ProblemCode } from './http/problem-catalog.ts';
import type { CountRequest } from './http/rate-limit.ts';
import type { Identity } from './http/token-verifier.ts';
import type { SignatureVerifier } from './http/webhook-signature.ts';
import type { CallerRole } from './values/enums.ts';
import type { Counter } from './values/counter.ts';
import type { Bound } from './values/limiter.ts';
import type { Log } from './values/log.ts';
import type { Readiness } from './values/readiness.ts';
import type { Runtime } from './values/runtime.ts';

/** The caller: a user's id in lower case, and its role. */
export interface Caller {
  id: string;
  /** Each route lists the roles that may call it; docs/authorisation.md says what each may see. */
  role: CallerRole;
  /** The name of a router that signs its calls. Its id is derived from it. */
  name?: string;
}

/** Everything that a handler reaches the world through. The composition root creates it for each request. */
export interface Deps {
  config: Config;
  runtime: Runtime;
  /** The database. Its reads are bounded; a command is bounded by its caller. */
  db: Database;
  /**
   * Runs work as soon as its bound has a place for it ({@link Limiter}).
   *
   * @throws {DatabaseBusy} if there is no place in time
   */
  limit<T>(bound: Bound, work: () => Promise<T>): Promise<T>;
  cache: AggregateCache;
  /** For what is no cached answer: a check of it, and notes of the cron tasks. */
  kv: KVNamespace;
  /** The latest checks of `GET health/ready`. */
  readiness: Recent<Readiness>;
  verifyToken(token: string): Promise<Identity>;
  verifySignature: SignatureVerifier;
  countRequest: CountRequest;
  log: Log;
  count: Counter;
}

/** The Hono environment of this app. */
export interface AppEnv {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    deps: Deps;
    caller: Caller;
    /** The `webhook-id` of a signed call: its idempotency key. */
    idempotencyKey: string | undefined;
    /** The code of the problem in the answer, for the log. */
    problemCode: ProblemCode;
  };
}
