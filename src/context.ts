import type { Database } from './db/client.ts';
import type { Bindings, Config } from './env.ts';
import type { AggregateCache } from './cache/aggregate-cache.ts';
import type { BurstWriter } from './http/burst-writer.ts';
import type { HotAnswers } from './http/hot-answers.ts';
import type { Log } from './values/log.ts';
import type { Memos } from './values/memos.ts';
import type { ProblemCode } from './http/problem-catalog.ts';
import type { RememberedTokens } from './http/remembered-tokens.ts';
import type { Runtime } from './values/runtime.ts';
import type { WebhookSignatures } from './http/webhook-signature.ts';

/** What a role may call stands with each route; what it may see, in design and docs/authorisation.md. */
export const roles = ['admin', 'agent', 'router'] as const;
export type Role = (typeof roles)[number];

/** Who calls: a user's id, lower case, and its role. */
export interface Caller {
  id: string;
  role: Role;
  /** The name of a router that signs its calls; its id is made of it. */
  name?: string;
}

/** Everything a handler reaches the world through. Made for each request by the composition root. */
export interface Deps {
  config: Config;
  runtime: Runtime;
  db: Database;
  cache: AggregateCache;
  tokens: RememberedTokens;
  signatures: WebhookSignatures;
  hotAnswers: HotAnswers;
  log: Log;
  memos: Memos;
  /** Writes the lines of requests. */
  logWriter: BurstWriter;
}

/** The Hono environment of this app. */
export interface AppEnv {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    deps: Deps;
    caller: Caller;
    /** The caller's name for this call, where it is to be run only once. */
    idempotencyKey: string | undefined;
    /** The problem that was answered, for the log. */
    problemCode: ProblemCode;
  };
}
