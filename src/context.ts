import type { AggregateCache } from './cache/aggregate-cache.ts';
import type { Database } from './db/client.ts';
import type { Bindings, Config } from './env.ts';
import type { ProblemCode } from './http/problem-catalog.ts';
import type { TokenVerifier } from './http/token-verifier.ts';
import type { SignatureVerifier } from './http/webhook-signature.ts';
import type { CallerRole } from './values/enums.ts';
import type { Log } from './values/log.ts';
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
  db: Database;
  cache: AggregateCache;
  verifyToken: TokenVerifier;
  verifySignature: SignatureVerifier;
  log: Log;
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
