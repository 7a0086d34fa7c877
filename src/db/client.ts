import { neon, neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';
import { DatabaseUnavailable } from '../values/database-unavailable.ts';
import { classifyFailure } from './errors.ts';
import type { Statement } from './statement.ts';

/** The database, as features see it: one call is one round trip. */
export interface Database {
  /**
   * Runs a statement that only reads. Tried again when the connection fails or the database is waking up.
   *
   * @throws {DatabaseUnavailable} when it does not answer in time
   */
  read<Row>(statement: Statement<Row>): Promise<Row[]>;
  /**
   * Runs a statement that changes something, and is a transaction of its own. Tried again only where the database
   * says that nothing of it happened.
   *
   * @throws {DatabaseUnavailable} when it does not answer in time
   */
  command<Row>(statement: Statement<Row>): Promise<Row[]>;
}

interface ConnectOptions {
  /** A PostgreSQL URL. Appears in no log and no error. */
  connectionString: string;
  /** Where the driver sends its HTTP requests instead of Neon: the local end of the protocol. */
  fetchEndpoint: string | undefined;
  /** For one call, all tries together. */
  timeoutMs: number;
  sleep(milliseconds: number): Promise<void>;
  onFailure(statement: string, reason: string): void;
}

/** Waits before the second and the third try, in milliseconds: a sleeping Neon wakes in a few hundred. */
const retryDelaysMs = [100, 400];

/** Time for whom a command has given way to; then it tries again, until the request's time is up. */
const gaveWayDelayMs = 20;

/** Makes a client for one request: its deadline must not outlive or be shared beyond the request. */
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

// A batch runs under READ COMMITTED, whatever the database's default: so a command sees what the earlier holder of
// a lock that it has waited for left behind.
const openDrizzle = (connectionString: string, signal: AbortSignal) =>
  drizzle(neon(connectionString, { fetchOptions: { signal }, isolationLevel: 'ReadCommitted' }));
