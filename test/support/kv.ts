import { kvUnder } from './test-app.ts';

/** A KV namespace with a record of the calls to it. */
export interface WatchedKv {
  kv: KVNamespace;
  readonly gets: string[];
  readonly puts: { key: string; value: string; expirationTtl: number | undefined }[];
}

/**
 * The two calls that the Worker makes. Override them to simulate what Miniflare cannot: slowness and failure.
 */
export interface KvCalls {
  get(key: string): Promise<unknown>;
  put(key: string, value: string): Promise<void>;
}

/** Miniflare's real KV, with calls recorded; `calls` replace the real ones. */
export function watchedKv(calls: Partial<KvCalls> = {}): WatchedKv {
  const real = kvUnder(`${crypto.randomUUID()}/`);
  const gets: string[] = [];
  const puts: WatchedKv['puts'] = [];
  const view = {
    get(key: string, options: KVNamespaceGetOptions<'json'>) {
      gets.push(key);
      return calls.get === undefined ? real.get(key, options) : calls.get(key);
    },
    put(key: string, value: string, options?: KVNamespacePutOptions) {
      puts.push({ key, value, expirationTtl: options?.expirationTtl });
      return calls.put === undefined ? real.put(key, value, options) : calls.put(key, value);
    },
  };
  return { kv: view as unknown as KVNamespace, gets, puts };
}
