import type { Client } from 'pg';
import { every } from './progress.ts';
import { analyzeTables, insertSessions, makeBatches, type TrafficCounts } from './load-traffic.ts';
import type { SyntheticSession } from './synthetic-session.ts';
import type { TrafficPlan } from './traffic-plan.ts';

/**
 * The end of the window: where some of the sessions are in the database already, the end that they were
 * written with, so that the rest of a run that was cut short lands beside them; else now, cut to the second.
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

/** One of several that take batches from the same plan until there are none left. */
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
    // Where one fails, the others need not go on.
    batches.return();
  }
}

/**
 * Writes the planned traffic, a transaction for every few hundred sessions: cut short, it leaves whole sessions
 * and can be run again for the rest. What is there already is not written again.
 *
 * @param clients connections to the same database, which take turns: while the database works for one, the
 *   rows for another are made
 * @param options.end of the window, in microseconds since 1970, where it is not to be now
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
  // The first batch alone: whoever takes a run up again finds the end of its window there.
  const { value: first = [] } = batches.next();
  const end = options.end ?? (await findEnd(clients[0], first));
  add(await insertBatch(clients[0], first, end));
  const work = clients.map((client) => insertBatches(client, batches, end, add));
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
  if (total.sessions > 0) await analyzeTables(clients[0]);
  return total;
}
