import { neon, neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';
import { DatabaseBusy, DatabaseUnavailable } from '../values/database-unavailable.ts';
import { classifyFailure } from './errors.ts';
import type { Statement } from './statement.ts';

/** The database, as features see it. One call is one round trip. */
export interface Database {
  /** How long this client has waited for it so far, retries included. */
  readonly waitedMs: number;
  /**
   * Runs a statement that only reads. Retries if the connection fails or the database is waking up.
   *
   * @throws {DatabaseUnavailable} if it does not answer in time
   * @throws {DatabaseBusy} if what it reads stays locked
   */
  read<Row>(statement: Statement<Row>): Promise<Row[]>;
  /**
   * Runs a statement that writes, in a transaction of its own. Retries only if the database reports that nothing was
   * written.
   *
   * @throws {DatabaseUnavailable} if it does not answer in time
   * @throws {DatabaseBusy} if what it locks stays locked by others
   */
  command<Row>(statement: Statement<Row>): Promise<Row[]>;
}

interface ConnectOptions {
  /** A PostgreSQL URL. It never appears in a log or an error. */
  connectionString: string;
  /** Where the driver sends its HTTP requests instead of to Neon: the local proxy. */
  fetchEndpoint: string | undefined;
  /** For one call, with all its retries. A quarter of it is for retries after lock timeouts. */
  timeoutMs: number;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  onFailure(statement: string, reason: string): void;
}

/** Delays before the second and third try. A suspended Neon database wakes in a few hundred milliseconds. */
const retryDelaysMs = [100, 400];

/**
 * Delays after the first lock timeout and after each further one. The first is short, because a writer that a command
 * gives way to is about to commit. The others are longer than the lock timeout: while a command waits for a session, it
 * holds its agent, which should be free for others most of the time.
 */
const gaveWayDelayMs = 20;
const nextGaveWayDelayMs = 400;

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
    let lockPatience: AbortSignal | undefined;
    for (;;) {
      try {
        return await run(db);
      } catch (error) {
        const failure = classifyFailure(error);
        options.onFailure(name, failure.reason);
        if (failure.gaveWay) {
          if (lockPatience?.aborted) throw new DatabaseBusy('resource_busy', { cause: error });
          await options.sleep(lockPatience ? nextGaveWayDelayMs : gaveWayDelayMs);
          lockPatience ??= AbortSignal.timeout(options.timeoutMs / 4);
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

  let waitedMs = 0;
  const timed: typeof attempt = async (...work) => {
    const started = options.now();
    try {
      return await attempt(...work);
    } finally {
      waitedMs += options.now() - started;
    }
  };

  return {
    get waitedMs() {
      return waitedMs;
    },
    async read({ name, query, row }) {
      const { rows } = await timed(name, 'retryRead', (db) => db.execute(query));
      return rows.map((sent) => row.parse(sent));
    },
    async command({ name, query, row }) {
      const [{ rows }] = await timed(name, 'retryCommand', (db) => db.batch([db.execute(query)]));
      return rows.map((sent) => row.parse(sent));
    },
  };
}

// READ COMMITTED, whatever the database's default: after waiting for a lock, a command sees what its holder wrote.
const openDrizzle = (connectionString: string, signal: AbortSignal) =>
  drizzle(neon(connectionString, { fetchOptions: { signal }, isolationLevel: 'ReadCommitted' }));
