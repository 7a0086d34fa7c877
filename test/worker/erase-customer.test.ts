import { beforeEach, describe, expect, it } from 'vitest';
import { expectAggregatesRight, expectLedgerRight, fold } from '../support/figures-check.ts';
import { randomDataset, writeDataset } from '../support/figures-data.ts';
import { seededRandom } from '../support/figures-random.ts';
import { databaseClock, readTables } from '../support/figures-rows.ts';
import { lastHours } from '../support/figures-window.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { hold } from '../support/lock-holder.ts';
import { addMessage, addParticipant, addSession, newId } from '../support/rows.ts';
import { tablesWith } from '../support/tables-with.ts';
import { testApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

const database = useFreshDatabase({ isRecorded: true });
const app = testApp({ bindings: { DATABASE_URL: database.url } });
beforeEach(() => database.clear());

interface Erased {
  success: boolean;
  message: string;
  data: { customer_id: string; complete: boolean; erased: Record<string, number> };
}

const admin = newId();

async function erase(customer: string, headers: Record<string, string> = {}): Promise<Erased> {
  const token = await tokenOf('admin', admin, app.now());
  const response = await app.call(`customers/${customer}/erase`, { method: 'POST', token, headers });
  expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  return response.json();
}

const zeros = { names: 0, feedbacks: 0, messages: 0, reasons: 0 };

const file = (mark: string): Row => ({
  message_type: 'file',
  file_name: `${mark}.pdf`,
  file_url: `https://files.test/${mark}`,
  file_mime: `text/${mark}`,
  file_size: 7,
});

/** The test's own log of sessions is no table of the product. */
const holding = async (mark: string): Promise<string[]> =>
  (await tablesWith(database, mark)).filter((table) => table !== 'test_history');

describe('what is erased', () => {
  const [customer, other, agent] = [newId(), newId(), newId()];
  const [secret, kept] = ['Secret-of-Maya', 'Kept-of-Noah'];
  let opened: string;
  let joined: string;

  beforeEach(async () => {
    await database.insert('chat_users', {
      id: customer,
      display_name: secret,
      avatar_url: `https://${secret}`,
    });
    await database.insert('chat_users', { id: other, display_name: kept });
    opened = await addSession(database, {
      initiator_id: customer,
      status: 'active',
      assigned_agent_id: agent,
      rating: 2,
      feedback: `${secret} was not served`,
    });
    joined = await addSession(database, { initiator_id: other, feedback: kept });
    await addParticipant(database, opened, { user_id: customer, role: 'customer' });
    await addParticipant(database, opened, { user_id: agent });
    await addParticipant(database, joined, { user_id: customer, role: 'customer' });
    await addMessage(database, opened, { sender_id: customer, content: `I am ${secret}` });
    await addMessage(database, opened, { sender_id: agent, content: `Hello ${secret}`, status: 'read' });
    await addMessage(database, opened, { sender_id: agent, content: secret, message_type: 'note' });
    await addMessage(database, opened, { sender_id: customer, content: '', ...file(secret) });
    await addMessage(database, joined, { sender_id: customer, content: secret, ...file(secret) });
    await addMessage(database, joined, { sender_id: other, content: kept, ...file(kept) });
    await app.call(`sessions/${opened}/close`, { json: { reason: `${secret} left` } });
    // Refused, because the session is closed.
    await app.call(`sessions/${opened}/transfer`, {
      json: { to_agent_id: newId(), reason: `${secret} is back` },
    });
  });

  it('is in no table any more, and nothing of other customers is gone', async () => {
    expect(await holding(secret)).toEqual([
      'chat_audit_log',
      'chat_messages',
      'chat_sessions',
      'chat_users',
      'dashboard_command_log',
    ]);
    expect(await erase(customer)).toEqual({
      success: true,
      message: 'Customer erased.',
      data: {
        customer_id: customer,
        complete: true,
        erased: { names: 1, feedbacks: 1, messages: 5, reasons: 3 },
      },
    });
    expect(await holding(secret)).toEqual([]);
    expect(await holding(kept)).toEqual(['chat_messages', 'chat_sessions', 'chat_users']);
  });

  it('shows in the transcript as erased, with the number of characters that it had', async () => {
    await erase(customer);
    const transcript: { session: Row; messages: Row[] } = await (
      await app.call(`sessions/${opened}/transcript`)
    ).json();
    expect(transcript.session).toMatchObject({
      initiator_name: null,
      feedback: null,
      rating: 2,
      total_messages: 3,
    });
    expect(transcript.messages.map((m) => [m['content'], m['erased_characters'], m['file']])).toEqual([
      ['', 5 + secret.length, null],
      ['', 6 + secret.length, null],
      ['', secret.length, null],
      ['', 0, { name: null, url: null, size: 7, mime: null }],
    ]);
    const others: { messages: Row[] } = await (await app.call(`sessions/${joined}/transcript`)).json();
    expect(others.messages.map((m) => [m['content'], m['erased_characters']])).toEqual([
      ['', secret.length],
      [kept, null],
    ]);
  });

  it('is audited each time: by whom, for whom and how many rows, but not what', async () => {
    await erase(customer);
    await erase(customer.toUpperCase());
    const entries: Row[] = await (await app.call('audit?action=erase_customer')).json();
    const entry = {
      actor_id: admin,
      actor_role: 'admin',
      outcome: 'done',
      customer_id: customer,
      reason: null,
    };
    expect(entries).toEqual([
      expect.objectContaining({ ...entry, erased_rows: 0 }),
      expect.objectContaining({ ...entry, erased_rows: 10 }),
    ]);
  });

  it('is erased once for an idempotency key', async () => {
    const headers = { 'Idempotency-Key': 'maya' };
    const first = await erase(customer, headers);
    expect(await erase(customer, headers)).toEqual(first);
    expect((await erase(customer)).data.erased).toEqual(zeros);
  });

  it('is nothing for a customer that is unknown', async () => {
    expect((await erase(newId())).data).toMatchObject({ complete: true, erased: zeros });
    expect(await holding(secret)).not.toEqual([]);
  });

  it('waits for a chat application that writes one of the messages, and lets it go first', async () => {
    const writer = await hold(
      database,
      {
        untilWaiting: 1,
        lastly: ['update chat_sessions set last_activity_at = now() where id = $1', opened],
      },
      `update chat_messages set content = $2 where session_id = $1 and content like 'I am%'`,
      opened,
      `${secret}, corrected`,
    );
    expect((await erase(customer)).data.complete).toBe(true);
    await writer.committed;
    expect(await holding(secret)).toEqual([]);
  });
});

describe('a customer with more messages than one call erases', () => {
  it('takes several calls', async () => {
    const customer = newId();
    const session = await addSession(database, { initiator_id: customer });
    await database.query(
      `insert into chat_messages (session_id, sender_id, content) select $1, $2, 'Hi' from generate_series(1, 10001)`,
      [session, customer],
    );
    expect((await erase(customer)).data).toMatchObject({ complete: false, erased: { messages: 10_000 } });
    expect((await erase(customer)).data).toMatchObject({ complete: true, erased: { messages: 1 } });
    expect((await erase(customer)).data).toMatchObject({ complete: true, erased: zeros });
  });
});

describe('figures', () => {
  it.each([
    ['folded before', true],
    ['folded only afterwards', false],
  ])('stay as they were, where sessions were %s', async (_, isFolded) => {
    const random = seededRandom(7);
    const end = await databaseClock(database);
    await writeDataset(database, randomDataset(random, 120, end), random);
    if (isFolded) await fold(database);
    const before = await readTables(database);
    const customers = [...new Set(before.sessions.map(({ initiator_id }) => initiator_id))];
    for (const customer of customers) await erase(customer);
    const after = await readTables(database);
    expect(after.messages.filter((m) => m.content !== '').length).toBe(0);

    // The names go, and nothing else.
    const expected = { ...before, users: after.users };
    const expectAllRight = async (): Promise<void> => {
      for (const hours of [1, 24, 168, 720]) await expectAggregatesRight(app, expected, lastHours(hours));
      await expectLedgerRight(database, expected);
    };
    const changes = await database.query('select 1 from dashboard_changes');
    expect(changes.length === 0).toBe(isFolded);
    await expectAllRight();
    await fold(database);
    await expectAllRight();
  });

  it('count a message that is written again after it was erased by what it says then', async () => {
    const customer = newId();
    const session = await addSession(database, { initiator_id: customer });
    const id = await addMessage(database, session, { sender_id: customer, content: 'four' });
    await erase(customer);
    const length = async (): Promise<unknown> => {
      const answer = await app.call('message-analytics', { headers: { 'Cache-Control': 'no-cache' } });
      return ((await answer.json()) as Row)['avg_message_length'];
    };
    expect(await length()).toBe(4);
    await database.query(`update chat_messages set content = 'eleven here' where id = $1`, [id]);
    expect(await length()).toBe(11);
    await erase(customer);
    expect(await length()).toBe(11);
  });
});
