import type { Client } from 'pg';
import { every } from './progress.ts';
import { analyzeTables, insertSessions, makeBatches, type TrafficCounts } from './load-traffic.ts';
import type { SyntheticSession } from './synthetic-session.ts';
import type { TrafficPlan } from './traffic-plan.ts';

/**
 * The end of the window. If some of the sessions already exist, it is the end that they were written with, so
 * that the rest of an interrupted run fits them. Otherwise it is now, truncated to the second.
 */
async function findEnd(client: Client, sessions: readonly SyntheticSession[]): Promise<number> {
  const known = await client.query<{ id: string; created: string }>(
    `select id, (extract(epoch from created_at) * 1000000)::bigint as created
     from chat_sessions where id = any ($1::uuid[]) order by id limit 1`,
    [sessions.map(({ id }) => id)],
  );
  const row = known.rows[0];
  const session = sessions.find(({ id }) => id === row?.id);
  if (row !== undefined && session !== undefined) return Number(row.created) - session.createdAt;
  const clock = await client.query<{ now: string }>(
    'select floor(extract(epoch from clock_timestamp()))::bigint as now',
  );
  return Number(clock.rows[0]?.now) * 1_000_000;
}

async function insertBatch(
  client: Client,
  sessions: readonly SyntheticSession[],
  end: number,
): Promise<TrafficCounts> {
  await client.query('begin');
  try {
    const counts = await insertSessions(client, sessions, end);
    await client.query('commit');
    return counts;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** A worker that takes batches from the shared plan until none are left. */
async function insertBatches(
  client: Client,
  batches: Generator<SyntheticSession[], void>,
  end: number,
  onBatch: (counts: TrafficCounts) => void,
): Promise<void> {
  try {
    for (let next = batches.next(); !next.done; next = batches.next()) {
      onBatch(await insertBatch(client, next.value, end));
    }
  } finally {
    // If one worker fails, stop the others.
    batches.return();
  }
}

/**
 * Writes the planned traffic, with one transaction per few hundred sessions. An interrupted run leaves only
 * complete sessions and can be repeated to write the rest; existing sessions are skipped.
 *
 * @param clients connections to the same database, used in parallel: while the database works for one, the
 *   rows for another are generated
 * @param options.end the end of the window, in microseconds since 1970; by default now
 * @throws what `pg` throws
 */
export async function seedDatabase(
  clients: readonly [Client, ...Client[]],
  plan: TrafficPlan,
  options: { end?: number | undefined; onProgress(line: string): void },
): Promise<TrafficCounts> {
  const total: TrafficCounts = { sessions: 0, messages: 0, participants: 0, alreadyThere: 0 };
  const report = every(options.onProgress);
  const add = (counts: TrafficCounts): void => {
    total.sessions += counts.sessions;
    total.messages += counts.messages;
    total.participants += counts.participants;
    total.alreadyThere += counts.alreadyThere;
    const done = total.sessions + total.alreadyThere;
    report(() => `${done} of ${plan.size.sessions} sessions, ${total.messages} messages`);
  };
  const batches = makeBatches(plan);
  // Write the first batch alone: a resumed run reads the end of its window from it.
  const { value: first = [] } = batches.next();
  const end = options.end ?? (await findEnd(clients[0], first));
  add(await insertBatch(clients[0], first, end));
  const work = clients.map((client) => insertBatches(client, batches, end, add));
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
  if (total.sessions > 0) await analyzeTables(clients[0]);
  return total;
}
