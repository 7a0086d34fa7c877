import { beforeEach, expect, it } from 'vitest';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const read = async (path: string): Promise<unknown> => (await app.call(path)).json();

beforeEach(() => database.clear());

/** A session with two messages of its conversation, then others, latest last. */
async function addConversation(status: 'waiting' | 'active'): Promise<string> {
  const [customer, bot] = [newId(), newId()];
  const id = await addSession(database, { status, initiator_id: customer });
  await addParticipant(database, id, { user_id: customer, role: 'customer' });
  await addParticipant(database, id, { user_id: bot, role: 'bot' });
  const messages = [
    { sender_id: bot, content: 'How can we help?' },
    { sender_id: customer, content: 'My parcel is lost.' },
    { sender_id: customer, content: 'Hello?', status: 'failed' },
    { sender_id: customer, content: 'The customer left.', message_type: 'system' },
    { sender_id: bot, content: 'Seems upset.', message_type: 'note' },
  ];
  for (const [second, message] of messages.entries()) {
    await addMessage(database, id, { ...message, created_at: `2026-01-01T00:00:0${second}Z` });
  }
  return id;
}

it('counts and shows what people wrote: no system messages, no notes, nothing that failed', async () => {
  await addConversation('active');
  expect(await read('active-sessions')).toMatchObject([
    { total_messages: 2, unread_count: 1, latest_message: { content: 'My parcel is lost.' } },
  ]);
});

it('counts the same in the queue, in the list of sessions and in a transcript', async () => {
  const id = await addConversation('waiting');
  expect(await read('waiting-sessions')).toMatchObject([{ message_count: 2 }]);
  expect(await read('sessions')).toMatchObject([{ total_messages: 2 }]);
  expect(await read(`sessions/${id}/transcript`)).toMatchObject({ session: { total_messages: 2 } });
});

it('counts messages, whatever a writer puts into total_messages', async () => {
  const id = await addConversation('active');
  await database.query('update chat_sessions set total_messages = 41 where id = $1', [id]);
  expect(await read('active-sessions')).toMatchObject([{ total_messages: 2 }]);
  expect(await read('sessions')).toMatchObject([{ total_messages: 2 }]);
  expect(await read(`sessions/${id}/transcript`)).toMatchObject({ session: { total_messages: 2 } });
  expect(await database.query('select total_messages from chat_sessions')).toEqual([{ total_messages: 41 }]);
});

it('lists all messages in a transcript, and who was a bot', async () => {
  const id = await addConversation('active');
  const { session, messages } = (await read(`sessions/${id}/transcript`)) as {
    session: { participants: { role: string }[] };
    messages: { content: string; message_type: string; status: string }[];
  };
  expect(messages.map((m) => [m.content, m.message_type, m.status])).toEqual([
    ['How can we help?', 'text', 'sent'],
    ['My parcel is lost.', 'text', 'sent'],
    ['Hello?', 'text', 'failed'],
    ['The customer left.', 'system', 'sent'],
    ['Seems upset.', 'note', 'sent'],
  ]);
  expect(session.participants.map(({ role }) => role).sort()).toEqual(['bot', 'customer']);
});

it('takes no bot, note, system line or failed message for a response', async () => {
  const id = await addConversation('active');
  const agent = newId();
  await addParticipant(database, id, { user_id: agent });
  const write = (second: number, row: Record<string, unknown> = {}) =>
    addMessage(database, id, { sender_id: agent, created_at: `2026-01-01T00:01:0${second}Z`, ...row });
  await write(0, { message_type: 'note' });
  await write(1, { message_type: 'system' });
  await write(2, { status: 'failed' });
  expect(await read('sessions')).toMatchObject([{ first_response_at: null, first_responder_id: null }]);
  await write(3);
  expect(await read('sessions')).toMatchObject([
    { first_response_at: '2026-01-01T00:01:03.000Z', first_responder_id: agent },
  ]);
});
