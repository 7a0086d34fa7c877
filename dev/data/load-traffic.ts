import type { Client } from 'pg';
import { insertRows, updateRows, type Columns } from './insert-rows.ts';
import { nameOf } from './names.ts';
import { makeSession, type SyntheticSession } from './synthetic-session.ts';
import type { TrafficPlan } from './traffic-plan.ts';
import {
  messageColumns,
  messageRows,
  participantColumns,
  participantRows,
  sessionColumns,
  sessionRows,
  stateColumns,
  stateRows,
} from './traffic-rows.ts';

/** The number of rows written, and of sessions that already existed. */
export interface TrafficCounts {
  sessions: number;
  messages: number;
  participants: number;
  alreadyThere: number;
}

/** Messages per transaction. */
const batchMessages = 20_000;

/** Splits the planned sessions into batches with about the same number of messages. */
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
 * Writes sessions with their participants and messages in the order of a real chat application: sessions,
 * participants, messages, then participants who join late and sessions that return to the queue. A session
 * that already exists is left unchanged.
 *
 * Opens no transaction: without one, a failure leaves sessions without their messages.
 *
 * @param end the end of the window that the sessions' times are relative to, in microseconds since 1970
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
  for (const rows of stateRows(added, end)) await updateRows(client, 'chat_sessions', stateColumns, rows);
  await nameUsers(client, added);
  return {
    sessions: added.length,
    messages: messages.length,
    participants: early.length + late.length,
    alreadyThere: sessions.length - added.length,
  };
}

const userColumns: Columns<{ id: string; display_name: string }> = { id: 'uuid', display_name: 'text' };

/** Names everybody who takes part. In the order of their ids, so that concurrent batches cannot deadlock. */
async function nameUsers(client: Client, sessions: readonly SyntheticSession[]): Promise<void> {
  const ids = new Set(sessions.flatMap(({ participants }) => participants.map(({ userId }) => userId)));
  const users = [...ids].sort().map((id) => ({ id, display_name: nameOf(id) }));
  await insertRows(client, 'chat_users', userColumns, users, 'on conflict (id) do nothing');
}

/** Updates statistics and the visibility map after a bulk load, for the planner and for index-only scans. */
export async function analyzeTables(client: Client): Promise<void> {
  await client.query('vacuum (analyze) chat_sessions, chat_participants, chat_messages, chat_users');
}
