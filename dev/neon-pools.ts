import { Pool } from 'pg';
import { parseConnectionString } from './neon-connection-string.ts';

/** Maximum connections per pool: more than one isolate uses, since tests run several. */
const connectionsPerPool = 80;
/** Maximum pools. Each test brings its own database; the pools of finished tests hold no connections. */
const maxPools = 32;

/** One connection pool per connection string. */
export class NeonPools {
  readonly #pools = new Map<string, Pool>();

  /** @throws RefusedRequest (400) for an invalid connection string */
  get(connectionString: string | string[] | undefined): Pool {
    const key = String(connectionString);
    let pool = this.#pools.get(key);
    if (pool === undefined) {
      pool = new Pool({ ...parseConnectionString(connectionString), max: connectionsPerPool });
      // A stopping server or a dropped database ends idle connections; the next request opens a new one.
      pool.on('error', () => {});
      pool.on('connect', (client) => client.on('error', () => {}));
      this.#dropOldest();
    } else {
      this.#pools.delete(key);
    }
    // A Map keeps insertion order, so the least recently used pool comes first.
    this.#pools.set(key, pool);
    return pool;
  }

  #dropOldest(): void {
    for (const [key, pool] of this.#pools) {
      if (this.#pools.size < maxPools) return;
      if (pool.waitingCount > 0) continue;
      this.#pools.delete(key);
      void pool.end();
    }
  }

  async close(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool.end()));
  }
}
