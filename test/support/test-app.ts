import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import openApi from '../../openapi.json' with { type: 'json' };
import { basePath, createApp } from '../../src/app.ts';
import { compositionRoot, workerRuntime } from '../../src/deps.ts';
import type { Bindings } from '../../src/env.ts';
import type { Runtime } from '../../src/values/runtime.ts';
import type { Log } from '../../src/values/log.ts';
import { tokenOf } from './tokens.ts';

export const origin = 'https://dashboard.test';
export { basePath };

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  event: string;
  fields: Record<string, unknown>;
}

export interface CallOptions {
  method?: string;
  /** A bearer token; `null` sends none. By default an admin's. */
  token?: string | null;
  headers?: Record<string, string>;
  body?: BodyInit;
  /** Sent as JSON, with the JSON content type. */
  json?: unknown;
  /** The request properties that Cloudflare's edge sets. */
  cf?: RequestInitCfProperties;
}

/** The app as the Worker assembles it, with real dependencies and a clock that moves only when told to. */
export interface TestApp {
  /** @param path relative to the API's base path, unless it begins with `/` or is a whole URL */
  call(path: string, options?: CallOptions): Promise<Response>;
  /** Waits for everything passed to `waitUntil` so far. */
  settle(): Promise<void>;
  /** The Worker's clock, in milliseconds since the epoch. */
  now(): number;
  /** Advances the Worker's clock. The database has its own clock. */
  advance(seconds: number): void;
  readonly bindings: Bindings;
  readonly log: LogLine[];
}

/** A view of the real KV namespace that contains only the app's own keys. */
export function kvUnder(prefix: string): KVNamespace {
  const view = {
    get: (key: string, options?: KVNamespaceGetOptions<'json'>) =>
      env.CACHE.get(`${prefix}${key}`, { ...options, type: 'json' }),
    put: (key: string, value: string, options?: KVNamespacePutOptions) =>
      env.CACHE.put(`${prefix}${key}`, value, options),
  };
  return view as unknown as KVNamespace;
}

/** A `sleep` that skips the delays between tries. A longer wait, such as for a body, never ends. */
export const skipRetryDelays = (milliseconds: number): Promise<void> =>
  milliseconds < 1000 ? Promise.resolve() : new Promise(() => {});

export function testApp(options: { bindings: Partial<Bindings>; runtime?: Partial<Runtime> }): TestApp {
  const bindings: Bindings = { ...env, CACHE: kvUnder(`${crypto.randomUUID()}/`), ...options.bindings };
  let now = Date.now();
  const runtime: Runtime = { ...workerRuntime, now: () => now, ...options.runtime };
  const log: LogLine[] = [];
  const makeLog = (context: Record<string, unknown>): Log => {
    const line = (level: LogLine['level']) => (event: string, fields?: Record<string, unknown>) =>
      void log.push({ level, event, fields: { ...context, ...fields } });
    return { info: line('info'), warn: line('warn'), error: line('error') };
  };
  const app = createApp(compositionRoot(runtime, makeLog), runtime, openApi);
  const contexts: ExecutionContext[] = [];

  return {
    bindings,
    log,
    now: runtime.now,
    advance: (seconds) => {
      now += seconds * 1000;
    },
    settle: async () => {
      await Promise.all(contexts.splice(0).map((context) => waitOnExecutionContext(context)));
    },
    call: async (path, { method, token, headers, body, json, cf } = {}) => {
      const all = new Headers(headers);
      const bearer = token === undefined ? await tokenOf('admin', undefined, runtime.now()) : token;
      if (bearer !== null && !all.has('Authorization')) all.set('Authorization', `Bearer ${bearer}`);
      if (json !== undefined && !all.has('Content-Type')) all.set('Content-Type', 'application/json');
      const sent = json === undefined ? body : JSON.stringify(json);
      const request = new Request(
        new URL(/^(?:\/|https:)/.test(path) ? path : `${basePath}/${path}`, origin),
        {
          method: method ?? (sent === undefined ? 'GET' : 'POST'),
          headers: all,
          ...(sent === undefined ? {} : { body: sent }),
          ...(cf === undefined ? {} : { cf }),
        },
      );
      const context = createExecutionContext();
      contexts.push(context);
      return app.fetch(request, bindings, context);
    },
  };
}
