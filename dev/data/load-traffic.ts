import type { Client } from 'pg';
import { insertRows } from './insert-rows.ts';
import { makeSession, type SyntheticSession } from './synthetic-session.ts';
import type { TrafficPlan } from './traffic-plan.ts';
import {
  messageColumns,
  messageRows,
  participantColumns,
  participantRows,
  sessionColumns,
  sessionRows,
} from './traffic-rows.ts';

/** What was written, in rows, and how many sessions had been there before. */
export interface TrafficCounts {
  sessions: number;
  messages: number;
  participants: number;
  alreadyThere: number;
}

/** How many messages go into a transaction. */
const batchMessages = 20_000;

/** The planned sessions in batches of about as many messages. */
export function* makeBatches(plan: TrafficPlan): Generator<SyntheticSession[], void> {
  let batch: SyntheticSession[] = [];
  let messages = 0;
  for (let index = 0; index < plan.size.sessions; index++) {
    const session = makeSession(plan, index);
    batch.push(session);
    messages += session.messages.length;
    if (messages < batchMessages) continue;
    yield batch;
    batch = [];
    messages = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Writes sessions with their participants and messages, as the chat application would: the session first, then
 * whoever takes part, then what was said, and last the participants that come late. A session that is there
 * already keeps what it has.
 *
 * Opens no transaction: without one around it, a failure leaves sessions without their messages.
 *
 * @param end of the window that the sessions' times count from, in microseconds since 1970
 * @throws what `pg` throws
 */
export async function insertSessions(
  client: Client,
  sessions: readonly SyntheticSession[],
  end: number,
): Promise<TrafficCounts> {
  const returned = await insertRows(
    client,
    'chat_sessions',
    sessionColumns,
    sessionRows(sessions, end),
    'on conflict (id) do nothing returning id',
  );
  const ids = new Set(returned.map(({ id }) => id));
  const added = sessions.filter(({ id }) => ids.has(id));
  const early = participantRows(added, end, 'early');
  const late = participantRows(added, end, 'late');
  const messages = messageRows(added, end);
  await insertRows(client, 'chat_participants', participantColumns, early);
  await insertRows(client, 'chat_messages', messageColumns, messages);
  await insertRows(client, 'chat_participants', participantColumns, late);
  return {
    sessions: added.length,
    messages: messages.length,
    participants: early.length + late.length,
    alreadyThere: sessions.length - added.length,
  };
}

/** Tells PostgreSQL's planner, and its index-only scans, about rows that came all at once. */
export async function analyzeTables(client: Client): Promise<void> {
  await client.query('vacuum (analyze) chat_sessions, chat_participants, chat_messages');
}
