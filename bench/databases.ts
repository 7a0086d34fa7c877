import type { Client } from 'pg';
import { seedDatabase } from '../dev/data/seed-database.ts';
import { withClient } from '../dev/data/running-database.ts';
import { every } from '../dev/data/progress.ts';
import { planTraffic } from '../dev/data/traffic-plan.ts';
import { migrateDatabase } from '../dev/migrations.ts';
import type { Load } from './options.ts';

const changesPerSlice = 2000;

/** Folds all pending changes. */
export async function foldEverything(client: Client, onProgress: (line: string) => void): Promise<void> {
  const report = every(onProgress);
  let total = 0;
  for (let folded = -1; folded !== 0;) {
    const { rows } = await client.query<{ folded: number }>('select dashboard_fold($1) as folded', [
      changesPerSlice,
    ]);
    folded = rows[0]?.folded ?? 0;
    total += folded;
    report(() => `${total} changes folded`);
  }
  const { rows } = await client.query<{ left: number }>(
    'select count(*)::int as left from dashboard_changes',
  );
  if (rows[0]?.left !== 0) throw new Error(`${rows[0]?.left} changes are left after folding`);
}

/**
 * Creates a database like that of a busy installation: migrated, full of traffic, completely folded and
 * analyzed.
 *
 * @param adminUrl the URL of another database on the same server
 */
export async function makeDatabase(
  { adminUrl, url, load }: { adminUrl: string; url: string; load: Load },
  onProgress: (line: string) => void,
): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  await withClient(adminUrl, (client) => client.query(`create database ${client.escapeIdentifier(name)}`));
  await migrateDatabase(url);
  await withClient(url, async (client) => {
    const plan = planTraffic(load.traffic, load.live);
    await withClient(url, (second) => seedDatabase([client, second], plan, { onProgress }));
    await foldEverything(client, onProgress);
    await client.query('vacuum (analyze)');
    // Checkpoint now, so that it does not happen during a measurement.
    await client.query('checkpoint');
  });
}

/** Runs what the Cron Trigger runs every minute. */
export const foldNow = (url: string): Promise<void> =>
  withClient(url, (client) => foldEverything(client, () => {}));

/** Ids for the requests. */
export interface Sample {
  /** A closed session of about the usual length. */
  transcriptSession: string;
  agents: string[];
}

export async function readSample(url: string): Promise<Sample> {
  return withClient(url, async (client) => {
    const session = await client.query<{ id: string }>(
      `select id from (select id from chat_sessions where status = 'closed' order by created_at limit 1000) s
       order by abs((select count(*) from chat_messages m where m.session_id = s.id) - 22), id limit 1`,
    );
    const agents = await client.query<{ id: string }>(
      `select distinct user_id as id from chat_participants where role = 'support_agent' order by 1`,
    );
    return { transcriptSession: session.rows[0]?.id ?? '', agents: agents.rows.map(({ id }) => id) };
  });
}

/** Adds sessions to the queue, for `assign`, and folds them. */
export async function queueSessions(url: string, sessions: number): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `insert into chat_sessions (initiator_id, created_at)
       select gen_random_uuid(), now() - make_interval(secs => n) from generate_series(1, $1::int) n
       returning id`,
      [sessions],
    );
    await foldEverything(client, () => {});
    return rows.map(({ id }) => id);
  });
}
