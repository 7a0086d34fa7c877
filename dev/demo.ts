import { analyzeTables, insertSessions, makeBatches } from './data/load-traffic.ts';
import { withClient } from './data/running-database.ts';
import { planTraffic } from './data/traffic-plan.ts';
import { resolveTrafficSize } from './data/traffic-size.ts';

/** A team of eight, a month of work, and a queue with sessions of every priority. */
const size = resolveTrafficSize({ sessions: 600, days: 30, agents: 8, messages: 9000, seed: 20_260_601 });
const live = { waiting: 6, active: 10 };

/**
 * Fills a database that has no sessions with the demonstration data of a first `npm run dev`: always the same
 * team and chats, ending now by the database's clock. Runs in one transaction, so an interrupted load leaves
 * nothing.
 *
 * @throws what `pg` throws
 */
export async function loadDemo(options: {
  databaseUrl: string;
  onProgress(line: string): void;
}): Promise<void> {
  await withClient(options.databaseUrl, async (client) => {
    await client.query('begin');
    const { rows } = await client.query<{ has_sessions: boolean; now: string }>(
      `select exists (select from chat_sessions) as has_sessions,
         floor(extract(epoch from clock_timestamp()))::bigint as now`,
    );
    const { has_sessions: hasSessions = true, now = '0' } = rows[0] ?? {};
    if (hasSessions) return;
    for (const batch of makeBatches(planTraffic(size, live))) {
      await insertSessions(client, batch, Number(now) * 1_000_000);
    }
    await client.query('commit');
    await analyzeTables(client);
    const { sessions, messages, agents } = size;
    options.onProgress(
      `${sessions} sessions with ${messages} messages, ${agents} agents; ${live.waiting} customers are waiting`,
    );
  });
}
