import { neon, NeonDbError, type NeonQueryFunction } from '@neondatabase/serverless';
import { lostRaces } from './figures-writer.ts';

export const isolationLevels = ['ReadCommitted', 'RepeatableRead', 'Serializable'] as const;
export type IsolationLevel = (typeof isolationLevels)[number];

/** Runs statements; every call uses a connection of its own. */
export interface Connection {
  /** Runs one statement in its own transaction. @throws {NeonDbError} */
  run(statement: string): Promise<void>;
  /**
   * Runs statements in one transaction, and retries while it conflicts with other transactions.
   *
   * @param isLeftOut selects statements to run only in the first try, such as those that provoke conflicts
   * @returns the SQLSTATEs of the failed tries
   * @throws {NeonDbError} for any other error
   */
  commit(
    statements: readonly string[],
    isolationLevel: IsolationLevel,
    isLeftOut?: (statement: string) => boolean,
  ): Promise<string[]>;
}

const maxTries = 50;

export function connectTo(databaseUrl: string): Connection {
  const sql: NeonQueryFunction<false, false> = neon(databaseUrl);
  return {
    run: async (statement) => {
      await sql.query(statement);
    },
    commit: async (statements, isolationLevel, isLeftOut = () => false) => {
      const lost: string[] = [];
      for (;;) {
        const now = lost.length === 0 ? statements : statements.filter((statement) => !isLeftOut(statement));
        try {
          await sql.transaction(
            now.map((statement) => sql.query(statement)),
            { isolationLevel },
          );
          return lost;
        } catch (error) {
          const code = sqlStateOf(error);
          if (code === undefined || !isLostRace(error) || lost.length === maxTries) throw error;
          lost.push(code);
          // Back off longer after each lost try.
          await scheduler.wait(lost.length * 2);
        }
      }
    },
  };
}

/**
 * PostgreSQL 18 has a race: locking a row just as another transaction's update of it is rolled back can fail
 * with "new multixact has more than one updating member". The failed transaction changes nothing.
 */
const isLostRace = (error: unknown): boolean =>
  lostRaces.has(sqlStateOf(error) ?? '') ||
  (sqlStateOf(error) === 'XX000' && String(error).includes('more than one updating member'));

export const sqlStateOf = (error: unknown): string | undefined =>
  error instanceof NeonDbError ? error.code : undefined;

/** Processes a list with limited concurrency. */
export async function inParallel<T>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** Repeats an action until the main work is done. Fails if either fails. */
export async function besides(again: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  const repeating = (async () => {
    while (!done.signal.aborted) await again();
  })();
  // It is awaited below; this prevents an unhandled rejection until then.
  repeating.catch(() => {});
  await work().finally(() => done.abort());
  await repeating;
}
