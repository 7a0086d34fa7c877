import { neon, NeonDbError } from '@neondatabase/serverless';
import { expect, it } from 'vitest';
import {
  expectEveryFigureRight,
  expectLedgerRight,
  expectRandomAsksRight,
  fold,
} from '../support/figures-check.ts';
import { uuidIn } from '../support/figures-data.ts';
import { seededRandom, type Random } from '../support/figures-random.ts';
import { databaseClock, readTables } from '../support/figures-rows.ts';
import { ForeignWriter, refusals } from '../support/figures-writer.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase({ isRecorded: true });
const app = testApp({ bindings: { DATABASE_URL: database.url } });

/** @returns the SQLSTATE where the statement was refused */
async function attempt(work: () => Promise<unknown>, what: string): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof NeonDbError && refusals.has(error.code ?? '')) return error.code;
    throw new Error(`Not a refusal: ${String(error)}\n${what}`, { cause: error });
  }
}

/** Asks whatever at random, of the rows as they are now. */
async function expectRightAfter(done: string[], random: Random, agents: readonly string[]): Promise<void> {
  const tables = await readTables(database);
  await expectLedgerRight(database, tables, `after\n${done.join('\n')}`);
  await expectRandomAsksRight(app, tables, random, random.chance(0.2) ? agents : []);
}

it.each([11, 12])('stays right under a random writer, seed %i', async (seed) => {
  await database.clear();
  const sql = neon(database.adminUrl);
  const random = seededRandom(seed);
  const stock = { sessions: 12, messages: 80, users: 6 };
  const writer = new ForeignWriter(random, stock, await databaseClock(database));
  const agents = [uuidIn('a', 1), uuidIn('a', 2)];
  const done: string[] = [];
  let refused = 0;
  for (let step = 1; step <= 300; step += 1) {
    const statements = random.chance(0.15) ? writer.transaction() : [writer.statement()];
    const [first = ''] = statements;
    const code = await attempt(
      () =>
        statements.length === 1
          ? sql.query(first)
          : sql.transaction(statements.map((text) => sql.query(text))),
      statements.join(';\n'),
    );
    if (code !== undefined) refused += 1;
    done.push(`${statements.join(';\n')}; -- ${code ?? 'done'}`);
    if (random.chance(0.2)) await fold(database, random.pick([1, 3, 1000]));
    if (step % 6 === 0) await expectRightAfter(done.splice(0), random, agents);
    if (step % 150 === 0) await expectEveryFigureRight(app, database, [1, 24, 720], agents);
  }
  expect(refused, 'not nearly everything is refused').toBeLessThan(180);
});
