import { neon, neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';
import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { classifyFailure, DatabaseUnavailable } from './errors.ts';
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
   * Runs a command as one transaction in one round trip: `lock` waits for the row's lock, and the command, whose
   * snapshot is taken after that, sees whatever the earlier holder of the lock did. Tried again only where the
   * database says that nothing of it happened.
   *
   * @throws {DatabaseUnavailable} when it does not answer in time
   */
  command<Row>(lock: SQL, statement: Statement<Row>): Promise<Row[]>;
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
      return z.array(row).parse(rows);
    },
    async command(lock, { name, query, row }) {
      const [, , result] = await attempt(name, 'retryCommand', (db) =>
        db.batch([db.execute(lock), db.execute(yieldSoon), db.execute(query)]),
      );
      return z.array(row).parse(result.rows);
    },
  };
}

/**
 * From here on this transaction waits for other locks for 0.3 s only. A chat application that has written a
 * participant and now waits for the session that we hold would otherwise be one half of a deadlock, which
 * PostgreSQL ends after a second by failing whichever it finds: this way it is always we who step back and try
 * again.
 */
const yieldSoon = sql`select set_config('lock_timeout', '300ms', true)`;

// A batch runs under READ COMMITTED, so that its second statement sees what the first has waited for.
const openDrizzle = (connectionString: string, signal: AbortSignal) =>
  drizzle(neon(connectionString, { fetchOptions: { signal }, isolationLevel: 'ReadCommitted' }));
