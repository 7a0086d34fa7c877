import { neon, neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';
import { DatabaseUnavailable } from '../values/database-unavailable.ts';
import { classifyFailure } from './errors.ts';
import type { Statement } from './statement.ts';

/** The database, as features see it. One call is one round trip. */
export interface Database {
  /**
   * Runs a statement that only reads. Retries if the connection fails or the database is waking up.
   *
   * @throws {DatabaseUnavailable} if it does not answer in time
   */
  read<Row>(statement: Statement<Row>): Promise<Row[]>;
  /**
   * Runs a statement that writes, in a transaction of its own. Retries only if the database reports that nothing was
   * written.
   *
   * @throws {DatabaseUnavailable} if it does not answer in time
   */
  command<Row>(statement: Statement<Row>): Promise<Row[]>;
}

interface ConnectOptions {
  /** A PostgreSQL URL. It never appears in a log or an error. */
  connectionString: string;
  /** Where the driver sends its HTTP requests instead of to Neon: the local proxy. */
  fetchEndpoint: string | undefined;
  /** For one call, with all its retries. */
  timeoutMs: number;
  sleep(milliseconds: number): Promise<void>;
  onFailure(statement: string, reason: string): void;
}

/** Delays before the second and third try. A suspended Neon database wakes in a few hundred milliseconds. */
const retryDelaysMs = [100, 400];

/** Delay after a lock timeout. The command retries until the request's time is up. */
const gaveWayDelayMs = 20;

/** Creates the client of one request. Its deadline belongs to that request. */
export function connect(options: ConnectOptions): Database {
  if (options.fetchEndpoint !== undefined) neonConfig.fetchEndpoint = options.fetchEndpoint;

  const attempt = async <T>(
    name: string,
    mayRetry: 'retryRead' | 'retryCommand',
    run: (db: ReturnType<typeof openDrizzle>) => Promise<T>,
  ): Promise<T> => {
    const db = openDrizzle(options.connectionString, AbortSignal.timeout(options.timeoutMs));
    let tries = 0;
    for (;;) {
      try {
        return await run(db);
      } catch (error) {
        const failure = classifyFailure(error);
        options.onFailure(name, failure.reason);
        if (failure.gaveWay) {
          await options.sleep(gaveWayDelayMs);
          continue;
        }
        const delay = retryDelaysMs[tries];
        tries += 1;
        if (failure[mayRetry] && delay !== undefined) {
          await options.sleep(delay);
          continue;
        }
        if (failure.away) {
          throw new DatabaseUnavailable('The database does not answer.', { cause: error });
        }
        throw error;
      }
    }
  };

  return {
    async read({ name, query, row }) {
      const { rows } = await attempt(name, 'retryRead', (db) => db.execute(query));
      return rows.map((sent) => row.parse(sent));
    },
    async command({ name, query, row }) {
      const [{ rows }] = await attempt(name, 'retryCommand', (db) => db.batch([db.execute(query)]));
      return rows.map((sent) => row.parse(sent));
    },
  };
}

// READ COMMITTED, whatever the database's default: after waiting for a lock, a command sees what its holder wrote.
const openDrizzle = (connectionString: string, signal: AbortSignal) =>
  drizzle(neon(connectionString, { fetchOptions: { signal }, isolationLevel: 'ReadCommitted' }));
