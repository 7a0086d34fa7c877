import { Pool } from 'pg';
import { parseConnectionString } from './neon-connection-string.ts';

/** Connections a pool may hold: fifty callers may wait for one row lock while others still get through. */
const connectionsPerPool = 80;
/** Pools kept at a time. Tests bring a database each; the pools of those that are done hold nothing. */
const maxPools = 32;

/** The connection pools, one for each connection string. */
export class NeonPools {
  readonly #pools = new Map<string, Pool>();

  /** @throws RefusedRequest (400) for a connection string that is not served */
  get(connectionString: string | string[] | undefined): Pool {
    const key = String(connectionString);
    let pool = this.#pools.get(key);
    if (pool === undefined) {
      pool = new Pool({ ...parseConnectionString(connectionString), max: connectionsPerPool });
      // A server that stops, or a database that is dropped, ends connections: the next request gets a new one.
      pool.on('error', () => {});
      pool.on('connect', (client) => client.on('error', () => {}));
      this.#dropOldest();
    } else {
      this.#pools.delete(key);
    }
    // The map keeps its order, so the one used longest ago stands first.
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
