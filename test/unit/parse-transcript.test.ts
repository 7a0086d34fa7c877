import { describe, expect, it } from 'vitest';
import { parseTranscript } from '../../dev/data/parse-transcript.ts';
import { transcript, uuidOf, type TestTranscript } from '../support/transcripts.ts';

const parse = (change: (document: TestTranscript) => void) =>
  parseTranscript(JSON.stringify(transcript(1, change)));

function documentOf(change: (document: TestTranscript) => void) {
  const parsed = parse(change);
  if (!parsed.ok) throw new Error(parsed.reasons.join('; '));
  return parsed.document;
}

function reasonsOf(change: (document: TestTranscript) => void): string[] {
  const parsed = parse(change);
  return parsed.ok ? [] : parsed.reasons;
}

/** Sets one value, the place named as in JSON. */
const put =
  (path: string, value: unknown) =>
  (document: TestTranscript): void => {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let target: unknown = document;
    for (const key of keys) target = Reflect.get(Object(target), key);
    if (value === undefined) Reflect.deleteProperty(Object(target), last);
    else Reflect.set(Object(target), last, value);
  };

describe('a good line', () => {
  it('gets what may be left out', () => {
    const { session, messages } = documentOf(() => {});
    expect(session.queued_at).toBe('2020-01-01T10:00:00.000000Z');
    expect(session.participants.map((participant) => participant.left_at)).toEqual([null, null]);
    expect(messages.map((message) => message.file)).toEqual([null, null]);
  });

  it.each([
    ['session.closed_at', '2020-01-01T10:05:00.000000Z'],
    ['session.started_at', '2020-01-01T10:01:30.000000Z'],
  ])('was last active at its newest time (without a later %s)', (path, newest) => {
    const { session } = documentOf((document) => {
      if (path === 'session.started_at') document.session.closed_at = null;
    });
    expect(session.last_activity_at).toBe(newest);
  });

  it.each(['session.queued_at', 'session.participants.1.left_at', 'messages.0.created_at'])(
    'finds the newest time in %s',
    (place) => {
      const latest = '2021-01-01T00:00:00.000001Z';
      expect(documentOf(put(place, latest)).session.last_activity_at).toBe(latest);
    },
  );

  it('keeps what it says itself', () => {
    const { session } = documentOf((document) => {
      document.session.queued_at = '2020-01-01T12:00:00.1234567+02:00';
      document.session.last_activity_at = '2019-01-01T00:00:00Z';
    });
    expect(session.queued_at).toBe('2020-01-01T10:00:00.123456Z');
    expect(session.last_activity_at).toBe('2019-01-01T00:00:00.000000Z');
  });

  it('may write its UUIDs in either case', () => {
    const { session, messages } = documentOf((document) => {
      document.session.id = uuidOf('F', 1);
      for (const message of document.messages) message.sender_id = message.sender_id.toUpperCase();
    });
    expect(session.id).toBe(uuidOf('f', 1));
    expect(messages[0]?.sender_id).toBe(uuidOf('c', 1));
  });

  it('may hold any text', () => {
    const content = '👩‍👩‍👧‍👦 é שלום\u2028\r\n\t"\\ \ufeff';
    expect(documentOf(put('messages.0.content', content)).messages[0]?.content).toBe(content);
    expect(documentOf(put('messages.0.content', '')).messages[0]?.content).toBe('');
  });

  it('may have a file, some of it unknown', () => {
    const file = { name: 'a.pdf', url: null, size: Number.MAX_SAFE_INTEGER, mime: null };
    expect(documentOf(put('messages.1.file', file)).messages[1]?.file).toEqual(file);
  });

  it('may be wrong about its number of messages, which are counted', () => {
    expect(reasonsOf(put('session.total_messages', 99))).toEqual([]);
  });

  it('may be started after it was closed: clocks differ, and sessions come back', () => {
    const reopen = (status: string) => (document: TestTranscript) => {
      document.session.status = status;
      document.session.started_at = '2020-01-02T00:00:00Z';
    };
    expect(reasonsOf(reopen('active'))).toEqual([]);
    expect(reasonsOf(reopen('closed'))).toEqual([]);
  });
});

describe('a bad line', () => {
  it.each([
    ['session.rating', 6, 'session.rating must be a whole number from 1 to 5'],
    ['session.rating', 4.5, 'session.rating must be a whole number from 1 to 5'],
    ['session.rating', undefined, 'session.rating is missing'],
    ['session.status', 'open', 'session.status must be waiting, active or closed'],
    ['session.id', '{5}', 'session.id must be a UUID'],
    ['session.assigned_agent_id', '', 'session.assigned_agent_id must be a UUID'],
    [
      'session.created_at',
      '2020-02-30T00:00:00Z',
      'session.created_at must be an RFC 3339 instant of the years 1 to 9999',
    ],
    ['session.started_at', undefined, 'session.started_at is missing'],
    [
      'session.started_at',
      1577872800,
      'session.started_at must be an RFC 3339 instant of the years 1 to 9999',
    ],
    [
      'session.total_messages',
      -1,
      'session.total_messages must be a whole number from 0 to 9007199254740991',
    ],
    ['session.feedback', 'a\u0000b', 'session.feedback holds U+0000, which PostgreSQL cannot store'],
    ['session.mood', 'good', 'session has unknown keys: "mood"'],
    ['session.participants', null, 'session.participants must be a list'],
    [
      'session.participants.0.role',
      'guest',
      'session.participants[0].role must be customer, support_agent or bot',
    ],
    [
      'session.participants.1.user_id',
      uuidOf('C', 1),
      'session.participants[1].user_id is the same as session.participants[0].user_id',
    ],
    ['messages', undefined, 'messages is missing'],
    ['messages.0', 'hello', 'messages[0] must be an object'],
    ['messages.1.id', uuidOf('B', 100), 'messages[1].id is the same as messages[0].id'],
    ['messages.1.content', null, 'messages[1].content must be text'],
    [
      'messages.1.content',
      '\ud83d!',
      'messages[1].content holds half of a surrogate pair, which is no Unicode text',
    ],
    [
      'messages.1.message_type',
      'video',
      'messages[1].message_type must be text, file, image, system or note',
    ],
    ['messages.1.status', 'seen', 'messages[1].status must be sent, delivered, read or failed'],
    ['messages.1.reply_to', null, 'messages[1] has unknown keys: "reply_to"'],
    [
      'messages.1.file',
      { name: null, url: null, size: -1, mime: null },
      'messages[1].file.size must be a whole number from 0 to 9007199254740991',
    ],
    ['messages.1.file', { name: 'a' }, 'messages[1].file.url is missing'],
    ['note', 1, 'the document has unknown keys: "note"'],
  ])('%s = %j', (path, value, reason) => {
    expect(reasonsOf(put(path, value))[0]).toBe(reason);
  });

  it('says everything that is wrong with it', () => {
    const reasons = reasonsOf((document) => {
      document.session.rating = 0;
      document.messages.push({
        ...document.messages[0],
        created_at: 'now',
      } as (typeof document.messages)[number]);
    });
    expect(reasons).toHaveLength(2);
  });

  it.each(['', '{', 'null x', '{"session":', '[1,]', 'NaN', "{'session': 1}"])('is not JSON: %j', (line) => {
    const parsed = parseTranscript(line);
    expect(parsed.ok ? [] : parsed.reasons).toEqual([expect.stringMatching(/^is not JSON \(.+\)$/)]);
  });

  it.each(['null', '1', '"text"', '[]'])('is no document: %s', (line) => {
    const parsed = parseTranscript(line);
    expect(parsed.ok ? [] : parsed.reasons).toEqual(['the document must be an object']);
  });

  it('still says which ids it lays claim to', () => {
    const parsed = parse((document) => {
      document.session.rating = 9;
      document.session.id = uuidOf('F', 3);
      document.messages.splice(0, 1);
    });
    expect(parsed).toMatchObject({
      ok: false,
      claims: { session: uuidOf('f', 3), messages: [{ index: 0, id: uuidOf('b', 101) }] },
    });
  });
});
