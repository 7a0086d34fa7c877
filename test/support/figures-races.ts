import { neon, NeonDbError, type NeonQueryFunction } from '@neondatabase/serverless';
import { lostRaces } from './figures-writer.ts';

export const isolationLevels = ['ReadCommitted', 'RepeatableRead', 'Serializable'] as const;
export type IsolationLevel = (typeof isolationLevels)[number];

/** One connection's worth of work; every call goes over a connection of its own. */
export interface Connection {
  /** One statement, one transaction. @throws {NeonDbError} */
  run(statement: string): Promise<void>;
  /**
   * Statements in one transaction, again and again until no other transaction is in its way.
   *
   * @param isLeftOut statements that only the first try has: those that make it meet others
   * @returns the SQLSTATEs of the tries that were lost
   * @throws {NeonDbError} of any other kind
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
          // Whoever has lost often lets others go first.
          await scheduler.wait(lost.length * 2);
        }
      }
    },
  };
}

/**
 * PostgreSQL 18 has a race of its own: who locks a row in the instant in which another's update of it is rolled
 * back can be told "new multixact has more than one updating member". Nothing has happened then.
 */
const isLostRace = (error: unknown): boolean =>
  lostRaces.has(sqlStateOf(error) ?? '') ||
  (sqlStateOf(error) === 'XX000' && String(error).includes('more than one updating member'));

export const sqlStateOf = (error: unknown): string | undefined =>
  error instanceof NeonDbError ? error.code : undefined;

/** Works a list off, so many at a time. */
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

/** Does something again and again beside the work, until that is done. Fails where either does. */
export async function besides(again: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  const repeating = (async () => {
    while (!done.signal.aborted) await again();
  })();
  // It is awaited below; until then its failure is not an unhandled one.
  repeating.catch(() => {});
  await work().finally(() => done.abort());
  await repeating;
}
