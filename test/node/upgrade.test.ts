import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { seedDatabase } from '../../dev/data/seed-database.ts';
import { planTraffic } from '../../dev/data/traffic-plan.ts';
import { resolveTrafficSize } from '../../dev/data/traffic-size.ts';
import { migrateDatabase } from '../../dev/migrations.ts';
import { projectFolder } from '../../dev/settings.ts';
import { withClient } from '../support/node/database.ts';
import { runDev } from '../support/node/dev-run.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-upgrade-'));
});

const databaseName = (version: number): string => `chat_upgrade_${version}_test`;
const versions = { firstRollups: 3, keptWindows: 9, agentLines: 11, nearPercentiles: 13 };

/** An installation of the version with so many migrations, in use and folded. */
async function install(version: number): Promise<string> {
  const name = databaseName(version);
  const url = new URL(inject('adminDatabaseUrl'));
  url.pathname = `/${name}`;
  await withClient(inject('adminDatabaseUrl'), (client) => client.query(`create database ${name}`));
  const earlier = path.join(folder, name);
  await cp(path.join(projectFolder, 'drizzle'), earlier, { recursive: true });
  const journalFile = path.join(earlier, 'meta/_journal.json');
  const journal = JSON.parse(await readFile(journalFile, 'utf8')) as { entries: unknown[] };
  await writeFile(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, version) }));
  await withClient(url.href, async (client) => {
    await migrate(drizzle(client), { migrationsFolder: earlier });
    const plan = planTraffic(resolveTrafficSize({ sessions: 600, days: 12, agents: 9 }), {
      waiting: 4,
      active: 7,
    });
    await withClient(url.href, (second) => seedDatabase([client, second], plan, { onProgress: () => {} }));
    await client.query('select dashboard_fold(100000)');
  });
  return url.href;
}

afterAll(async () => {
  for (const version of Object.values(versions)) {
    await withClient(inject('adminDatabaseUrl'), (client) =>
      client.query(`drop database if exists ${databaseName(version)} with (force)`),
    );
  }
  await rm(folder, { recursive: true, force: true });
});

/** What the Worker of that version asked for; it goes on asking while it is being replaced. */
async function figures(client: Client): Promise<unknown> {
  const until = `date_trunc('hour', now())`;
  const { rows } = await client.query(`select
    (select to_jsonb(t) from dashboard_session_totals(${until} - interval '300 hours', ${until}) t) as sessions,
    (select to_jsonb(t) from dashboard_message_totals(${until} - interval '300 hours', ${until}) t) as messages,
    (select jsonb_agg(t order by agent_id)
      from dashboard_agent_totals(${until} - interval '300 hours', ${until}) t) as agents`);
  return rows[0];
}

const marksIn = async (client: Client): Promise<number> =>
  (await client.query<{ n: number }>('select count(*)::int as n from dashboard_marks')).rows[0]?.n ?? 0;

const differencesIn = async (client: Client): Promise<unknown[]> => {
  const { rows } = await client.query(
    `select * from dashboard_differences(now() - interval '40 days', now() + interval '1 day')`,
  );
  return rows;
};

it('an installation in use keeps its figures through the migration, and while it is folded in slices', async () => {
  const url = await install(versions.firstRollups);
  await withClient(url, async (client) => {
    const before = await figures(client);
    expect(await marksIn(client)).toBe(0);
    await migrateDatabase(url);
    // All sessions are to be rolled up anew; until then they are read raw.
    const marked = await marksIn(client);
    expect(marked).toBeGreaterThan(100);
    expect(await figures(client)).toEqual(before);

    await client.query('select dashboard_fold(50)');
    expect(await marksIn(client)).toBeLessThan(marked);
    expect(await figures(client)).toEqual(before);
    // Stopped in the middle of a slice.
    await client.query('begin');
    await client.query('select dashboard_fold(50)');
    await client.query('rollback');
    expect(await figures(client)).toEqual(before);

    const fold = await runDev('fold.ts', { DATA_DIR: folder, DATABASE_URL: url }).ended;
    expect(fold).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Folded \d+ five-minute buckets; nothing is left\.\n$/) as string,
    });
    expect(await marksIn(client)).toBe(0);
    expect(await figures(client)).toEqual(before);
    expect(await differencesIn(client)).toEqual([]);
  });
});

it('a later one has the hours and percentiles of its days at once', async () => {
  const url = await install(versions.keptWindows);
  await withClient(url, async (client) => {
    await migrateDatabase(url);
    expect(await marksIn(client)).toBe(0);
    expect(await differencesIn(client)).toEqual([]);
    const { rows } = await client.query(`
      select subject, count(*)::int as days from dashboard_day_hours group by subject order by subject`);
    expect(rows).toEqual([
      { subject: 'messages', days: expect.any(Number) as number },
      { subject: 'sessions', days: expect.any(Number) as number },
    ]);
    const days = await client.query<{ right: boolean }>(`
      select (response_bins, wait_bins, handle_bins) is not distinct from (
        dashboard_percentile_bins(response_histogram, answered), dashboard_percentile_bins(wait_histogram, waits),
        dashboard_percentile_bins(handle_histogram, handlings)) as right
      from dashboard_session_rollups where grain_minutes = 1440`);
    expect(days.rows.length).toBeGreaterThan(11);
    expect(days.rows.every(({ right }) => right)).toBe(true);
  });
});

it('and one from before there were minutes gets those in slices, of older buckets last', async () => {
  const url = await install(versions.agentLines);
  await withClient(url, async (client) => {
    // Cut anywhere but at the ends of minutes.
    const cut = async (): Promise<unknown> => {
      const { rows } = await client.query(`
        select n, (select to_jsonb(c) from dashboard_session_counts(array[since, until]) c) as sessions,
          (select to_jsonb(c) from dashboard_message_counts(array[since, until]) c) as messages,
          (select jsonb_agg(c order by c.agent_id) from dashboard_agent_figures(array[since, until], null) c) as agents
        from generate_series(1, 12) n
        cross join lateral (select date_trunc('day', now()) - n * interval '23 hours 17 minutes 23.4 seconds' as since) s
        cross join lateral (select since + interval '7 hours 11 minutes 37.8 seconds' as until) u
        order by n`);
      return rows;
    };
    const before = await cut();
    await migrateDatabase(url);
    const since = async (): Promise<unknown> =>
      (await client.query<{ since: unknown }>('select since from dashboard_minutes')).rows[0]?.since;
    const begun = await since();
    expect(begun).toBeInstanceOf(Date);
    expect(await cut()).toEqual(before);

    await client.query('select dashboard_fold_minutes(500)');
    const later = await since();
    expect(Number(later)).toBeLessThan(Number(begun));
    expect(await cut()).toEqual(before);
    // Stopped in the middle of a slice.
    await client.query('begin');
    await client.query('select dashboard_fold_minutes(500)');
    await client.query('rollback');
    expect(await since()).toEqual(later);

    const fold = await runDev('fold.ts', { DATA_DIR: folder, DATABASE_URL: url }).ended;
    expect(fold).toMatchObject({ code: 0 });
    expect(await since()).toBe(-Infinity);
    expect(await cut()).toEqual(before);
    expect(await differencesIn(client)).toEqual([]);
  });
});

it('is tried again where it meets a dashboard that reads in the other order', async () => {
  const url = await install(versions.nearPercentiles);
  await withClient(url, async (reader) => {
    // Whoever has waited that long looks whether there is a deadlock, and gives way: the migration, after enough time for
    // this to become one.
    await reader.query(
      `alter database ${databaseName(versions.nearPercentiles)} set deadlock_timeout = '4s'`,
    );
    await reader.query(`set deadlock_timeout = '1min'`);
    await reader.query('begin');
    await reader.query('select from chat_sessions limit 1');
    const migrated = migrateDatabase(url);
    await withClient(url, async (client) => {
      for (;;) {
        const { rowCount } = await client.query(
          `select from pg_locks where relation = 'chat_sessions'::regclass and not granted`,
        );
        if (rowCount === 1) break;
      }
    });
    const { rows } = await reader.query('select count(*)::int as windows from dashboard_kept_windows');
    expect(rows).toEqual([{ windows: 0 }]);
    await reader.query('commit');
    await migrated;
    const constraint = `select pg_get_constraintdef(oid) as check from pg_constraint where conname = $1`;
    expect((await reader.query(constraint, ['chat_sessions_times_sayable'])).rows[0]).toEqual({
      check: expect.stringContaining('dashboard_times_sayable') as string,
    });
  });
});
