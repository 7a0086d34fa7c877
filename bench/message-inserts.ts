import type { Client } from 'pg';
import { withClient } from '../dev/data/running-database.ts';
import type { Finding } from './findings.ts';
import type { Effort } from './options.ts';
import { alternate, medianMs } from './statistics.ts';

/** A session that gets messages, and a customer who may send them. */
export interface Speaker {
  session: string;
  customer: string;
}

/** The sessions with the latest activity, which is where a chat application writes. */
export async function readSpeakers(client: Client, count: number): Promise<Speaker[]> {
  const { rows } = await client.query<Speaker>(
    `select id as session, initiator_id as customer from chat_sessions
     where started_at is not null order by created_at desc, id limit $1`,
    [count],
  );
  return rows;
}

/** Inserts one message as a chat application does: one statement in its own transaction. */
export async function insertMessage(client: Client, { session, customer }: Speaker): Promise<void> {
  await client.query('insert into chat_messages (session_id, sender_id, content) values ($1, $2, $3)', [
    session,
    customer,
    'Thank you, it arrived this morning and works as it should.',
  ]);
}

const triggersOf = (client: Client, how: 'enable' | 'disable'): Promise<unknown> =>
  client.query(`alter table chat_messages ${how} trigger user`);

/**
 * Measures what the dashboard's triggers add to a message insert, with alternating blocks with and without
 * them. The database is useless afterwards: it keeps its triggers, but its figures are wrong.
 */
export async function measureInserts(url: string, effort: Effort): Promise<Finding> {
  return withClient(url, async (client) => {
    const speakers = await readSpeakers(client, 500);
    let turn = 0;
    const block = async (how: 'enable' | 'disable'): Promise<number> => {
      await triggersOf(client, how);
      return medianMs(effort.insertsPerBlock, async () => {
        const speaker = speakers[turn++ % speakers.length];
        if (speaker !== undefined) await insertMessage(client, speaker);
      });
    };
    const found = await alternate(effort.insertRounds, {
      without: () => block('disable'),
      with: () => block('enable'),
    });
    await triggersOf(client, 'enable');
    return {
      id: 'insert/with-triggers/without',
      what: 'message insert with triggers',
      value: found.with,
      unit: 'ms',
      against: { what: 'without', value: found.without },
      budget: { atMost: 1.4 },
    };
  });
}
