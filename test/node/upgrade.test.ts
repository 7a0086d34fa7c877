import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrateDatabase } from '../../dev/migrations.ts';
import { counts, distributions } from '../../src/db/schema/figures.ts';
import { chatsOf } from '../support/figures-chats.ts';
import { recordHistory } from '../support/figures-history.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock, readTables, type Tables } from '../support/figures-rows.ts';
import { ForeignWriter, refusals } from '../support/figures-writer.ts';
import type { FreshDatabase, Row } from '../support/database-access.ts';
import { withClient } from '../support/node/database.ts';
import { copyMigrations, type MigrationsFolder } from '../support/node/old-versions.ts';

const name = 'chat_upgrade_test';
const url = Object.assign(new URL(inject('adminDatabaseUrl')), { pathname: `/${name}` }).href;
const administer = (statement: string): Promise<unknown> =>
  withClient(inject('adminDatabaseUrl'), (client) => client.query(statement));

let temporary: string;
let migrations: MigrationsFolder;
beforeAll(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-upgrade-'));
  migrations = await copyMigrations(path.join(temporary, 'drizzle'));
});
afterAll(async () => {
  await administer(`drop database if exists ${name} with (force)`);
  await rm(temporary, { recursive: true, force: true });
});

/** The sums of all figures of sessions over all time, as the database has them. */
async function figuresIn(client: Client): Promise<Record<string, number>> {
  const names = [...counts, ...distributions.map((distribution) => `${distribution}_microseconds`)];
  const sums = names.map((figure) => `'${figure}', coalesce(sum(sign * ${figure}), 0)`);
  const { rows } = await client.query<{ figures: Record<string, number> }>(
    `select json_build_object(${sums.join(', ')}) as figures
     from dashboard_figures(array['2000-01-01Z', '2100-01-01Z']::timestamptz[], 'everybody', null, true)`,
  );
  return rows[0]?.figures ?? {};
}

/** The same sums, computed from the writes alone. Figures that nothing contributes to are 0. */
function figuresOf(tables: Tables, names: string[]): Record<string, number> {
  const sums = new Map(names.map((figure) => [figure, 0]));
  for (const { subject, figure, amount } of chatsOf(tables).flatMap(({ items }) => items)) {
    if (subject !== 'everybody') continue;
    const column = distributions.includes(figure as never) ? `${figure}_microseconds` : figure;
    sums.set(column, (sums.get(column) ?? 0) + amount);
  }
  return Object.fromEntries(sums);
}

/** Writes with random statements, and throws what no writer may see. */
async function write(writer: ForeignWriter, client: Client, statements: number): Promise<void> {
  for (let done = 0; done < statements; done += 1) {
    try {
      await client.query(writer.statement());
    } catch (error) {
      if (!(error instanceof DatabaseError && refusals.has(error.code ?? ''))) throw error;
    }
  }
}

/** Writes to one session, so that the figures of all others come from what the upgrade made of them. */
async function writeToOne(client: Client, messages: number): Promise<void> {
  const one = '(select id from chat_sessions order by id limit 1)';
  for (let done = 0; done < messages; done += 1) {
    await client.query(
      `insert into chat_messages (session_id, sender_id, content) select id, initiator_id, 'Hi' from chat_sessions where id = ${one}`,
    );
    await client.query(`update chat_sessions set team = 'moved ${done}' where id = ${one}`);
  }
}

/** Compares all figures with the independent computation, before and after they are folded. */
async function expectFiguresRight(client: Client, database: FreshDatabase, when: string): Promise<void> {
  const tables = await readTables(database);
  const figures = await figuresIn(client);
  expect(figures, `unfolded, ${when}`).toEqual(figuresOf(tables, Object.keys(figures)));
  await client.query('select dashboard_fold(100000)');
  expect(await figuresIn(client), `folded, ${when}`).toEqual(figures);
  const wrong = await database.query(`select * from dashboard_differences('-infinity', 'infinity')`);
  expect(wrong, `kept figures, ${when}`).toEqual([]);
}

describe('an upgrade', () => {
  // A version that ran was one with functions for its tables.
  const versions = (): string[] => migrations.tags.filter((tag) => tag.endsWith('_functions')).slice(0, -1);

  it('from any version, while chats are written, leaves every figure right', async () => {
    expect(versions().length).toBeGreaterThan(0);
    for (const version of versions()) {
      await migrations.keep(migrations.tags.indexOf(version) + 1);
      await administer(`drop database if exists ${name} with (force)`);
      await administer(`create database ${name}`);
      const client = new Client({ connectionString: url });
      const chat = new Client({ connectionString: url, options: '-c lock_timeout=5s' });
      await Promise.all([client.connect(), chat.connect()]);
      try {
        await migrate(drizzle(client), { migrationsFolder: migrations.folder });
        const database = {
          query: async (text: string, params: unknown[] = []): Promise<Row[]> =>
            (await client.query<Row>(text, params)).rows,
        } as FreshDatabase;
        await recordHistory(database);
        const stock = { sessions: 60, messages: 200, users: 6 };
        const writer = new ForeignWriter(seededRandom(version.length), stock, await databaseClock(database));
        await write(writer, chat, 250);
        await client.query('select dashboard_fold(100000)');

        const migrated = migrateDatabase(url);
        await writeToOne(chat, 30);
        await migrated;
        await expectFiguresRight(client, database, `from ${version}`);
        await write(writer, chat, 80);
        await expectFiguresRight(client, database, `after an upgrade from ${version}`);
      } finally {
        await Promise.all([client.end(), chat.end()]);
      }
    }
  });
});
