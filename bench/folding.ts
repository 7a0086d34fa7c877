import type { Client } from 'pg';
import { withClient } from '../dev/data/running-database.ts';
import { foldEverything } from './databases.ts';
import type { Finding } from './findings.ts';
import { insertMessage, readSpeakers } from './message-inserts.ts';
import { median } from './statistics.ts';

/** 4.6 million messages in 30 days, and 210,000 sessions. */
const messagesAMinute = 107;
const sessionsAMinute = 5;

const writeMinute = async (client: Client): Promise<void> => {
  for (const speaker of await readSpeakers(client, messagesAMinute)) await insertMessage(client, speaker);
  await client.query(
    `insert into chat_sessions (initiator_id) select gen_random_uuid() from generate_series(1, $1::int)`,
    [sessionsAMinute],
  );
};

const rateLate = async (client: Client): Promise<void> => {
  await client.query(
    `update chat_sessions set rating = 1 + (coalesce(rating, 0) + 1) % 5
     where id = (select id from chat_sessions where created_at <= now() - interval '20 days'
       order by created_at desc, id limit 1)`,
  );
};

/** Measures folding after two kinds of writes: a minute of traffic, and a rating that arrives 20 days late. */
export async function measureFolding(url: string, rounds: number): Promise<Finding[]> {
  return withClient(url, async (client) => {
    await foldEverything(client, () => {});
    const timeAfter = async (write: (client: Client) => Promise<void>): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        await write(client);
        const begun = performance.now();
        await client.query('select dashboard_fold(1000)');
        times.push(performance.now() - begun);
      }
      return median(times);
    };
    return [
      {
        id: 'folding/minute',
        what: `a minute folded: ${messagesAMinute} messages, ${sessionsAMinute} sessions`,
        value: await timeAfter(writeMinute),
        unit: 'ms',
        budget: { atMost: 1000 },
      },
      {
        id: 'folding/late-rating',
        what: 'a rating 20 days late folded',
        value: await timeAfter(rateLate),
        unit: 'ms',
        budget: { atMost: 50 },
      },
    ];
  });
}
