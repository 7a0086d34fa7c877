import { describe, expect, it } from 'vitest';
import { answerOf, problem } from '../support/answers.ts';
import { useFreshDatabase } from '../support/fresh-database.ts';
import { addSession, newId } from '../support/rows.ts';
import { testApp } from '../support/test-app.ts';

const database = useFreshDatabase();
const app = testApp({ bindings: { DATABASE_URL: database.url } });

const commands = ['assign', 'transfer'] as const;
type Command = (typeof commands)[number];
const isJson = { 'Content-Type': 'application/json' };
const limit = 65_536;

const goodBody = (command: Command): string =>
  JSON.stringify({ [command === 'assign' ? 'agent_id' : 'to_agent_id']: newId() });

/** Where a body is good, an unknown session is all that is left to complain about. */
const unknownSession = problem(404, 'session_not_found');

const send = (command: Command, body: BodyInit, headers: Record<string, string> = isJson) =>
  app.call(`sessions/${newId()}/${command}`, { method: 'POST', body, headers });

/** A body that comes in pieces and does not say how long it is. */
const inPieces = (...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> => {
  const left = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece));
  return new ReadableStream({
    pull(controller) {
      const next = left.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
};

/** JSON that fits the schema, padded with blanks to so many bytes. */
const padded = (command: Command, bytes: number): string => goodBody(command).padEnd(bytes, ' ');

describe.each(commands)('%s: a body', (command) => {
  describe('too large', () => {
    it('is refused from 64 KiB and one byte on, and not before', async () => {
      expect(await answerOf(await send(command, padded(command, limit)))).toEqual(unknownSession);
      expect(await answerOf(await send(command, padded(command, limit + 1)))).toEqual(
        problem(413, 'body_too_large'),
      );
    });

    it('is refused by what it says of its length, before it is read', async () => {
      const headers = { ...isJson, 'Content-Length': String(limit + 1) };
      const response = await send(command, inPieces(goodBody(command)), headers);
      expect(await answerOf(response)).toEqual(problem(413, 'body_too_large'));
    });

    it('is refused when it comes in pieces and says nothing of its length', async () => {
      const piece = ' '.repeat(limit / 2);
      const fits = inPieces(goodBody(command), ' '.repeat(limit - goodBody(command).length));
      expect(await answerOf(await send(command, fits))).toEqual(unknownSession);
      const tooMuch = inPieces(goodBody(command), piece, piece);
      expect(await answerOf(await send(command, tooMuch))).toEqual(problem(413, 'body_too_large'));
    });

    it('is not read to its end', async () => {
      let pieces = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          pieces += 1;
          if (pieces > 1000) controller.error(new Error('read on and on'));
          else controller.enqueue(new Uint8Array(16_384).fill(32));
        },
      });
      expect(await answerOf(await send(command, endless))).toEqual(problem(413, 'body_too_large'));
      expect(pieces).toBeLessThan(20);
    });

    it('counts bytes, not characters', async () => {
      const body = `{"x":"${'é'.repeat(limit / 2)}"}`;
      expect(body.length).toBeLessThan(limit);
      expect(await answerOf(await send(command, body))).toEqual(problem(413, 'body_too_large'));
    });
  });

  describe('that is not JSON', () => {
    it.each([
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'application/json-seq',
      'application/x-ndjson',
      'application/json, text/plain',
      'application/problem+xml',
      'json',
      '*/*',
      '',
    ])('by its media type %j is refused', async (type) => {
      const response = await send(command, goodBody(command), { 'Content-Type': type });
      expect(await answerOf(response)).toEqual(problem(415, 'media_type_not_json'));
    });

    it('because it says nothing of its type is refused', async () => {
      const response = await send(command, inPieces(goodBody(command)), {});
      expect(await answerOf(response)).toEqual(problem(415, 'media_type_not_json'));
    });

    it.each([
      'application/json',
      'Application/JSON',
      'application/json;charset=utf-8',
      'application/json; charset="utf-8"',
      'application/json; charset=UTF-8; profile="x y"',
      'application/vnd.api+json',
      // RFC 9110, 5.6.6 and 8.3.1: blanks may stand before and after the semicolon.
      'application/json ; charset=utf-8',
      'application/json;',
    ])('is none of those with the media type %j', async (type) => {
      const response = await send(command, goodBody(command), { 'Content-Type': type });
      expect(await answerOf(response)).toEqual(unknownSession);
    });
  });

  describe('malformed', () => {
    it.each([
      '',
      ' ',
      '{',
      '{}}',
      '{"a":1,}',
      "{'a':1}",
      '{a:1}',
      '{"a":01}',
      '{"a":NaN}',
      '// nothing\n{}',
      '{"a":"\u0001"}',
      '{} {}',
      'undefined',
      '\u00a0{}',
      '"\\ud83d',
      '['.repeat(30_000),
    ])('as %.20j is refused', async (body) => {
      expect(await answerOf(await send(command, body))).toEqual(problem(400, 'malformed_json'));
    });

    it.each<[string, Uint8Array]>([
      ['Latin-1', Uint8Array.from([0x22, 0xe4, 0x22])],
      ['half of a character', Uint8Array.from([0x22, 0xf0, 0x9f, 0x22])],
      ['a surrogate in UTF-8', Uint8Array.from([0x22, 0xed, 0xa0, 0xbd, 0x22])],
      ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
      ['an overlong slash', Uint8Array.from([0x22, 0xc0, 0xaf, 0x22])],
    ])('because it is not UTF-8 (%s) is refused', async (_, bytes) => {
      expect(await answerOf(await send(command, bytes))).toEqual(problem(400, 'malformed_json'));
    });

    it('by being absent is refused', async () => {
      const response = await app.call(`sessions/${newId()}/${command}`, { method: 'POST', headers: isJson });
      expect(await answerOf(response)).toEqual(problem(400, 'malformed_json'));
    });
  });

  it('may begin with a byte order mark, as RFC 8259, 8.1 lets a reader ignore it', async () => {
    expect(await answerOf(await send(command, `\uFEFF${goodBody(command)}`))).toEqual(unknownSession);
  });

  it('may come in pieces that cut a character', async () => {
    const bytes = new TextEncoder().encode(`{"${command === 'assign' ? 'agent_id' : 'to_agent_id'}":"é"}`);
    const cut = bytes.indexOf(0xc3) + 1;
    const response = await send(command, inPieces(bytes.slice(0, cut), bytes.slice(cut)));
    expect(await answerOf(response)).toEqual(problem(422, 'validation_failed'));
  });
});

describe('a body that does not come whole', () => {
  /** The beginning of a body, and then what `next` does. */
  const beginning = (
    next: (controller: ReadableStreamDefaultController) => void | Promise<void>,
    onCancel = () => {},
  ) => {
    let begun = false;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (begun) return next(controller);
        begun = true;
        controller.enqueue(new TextEncoder().encode('{"agent'));
        return undefined;
      },
      cancel: onCancel,
    });
  };

  it('within ten seconds is refused, and is not read any further', async () => {
    const waits: { milliseconds: number; end: () => void }[] = [];
    const slow = testApp({
      bindings: { DATABASE_URL: database.url },
      runtime: { sleep: (milliseconds) => new Promise((end) => void waits.push({ milliseconds, end })) },
    });
    let isCancelled = false;
    const body = beginning(
      () => new Promise(() => {}),
      () => {
        isCancelled = true;
      },
    );
    const answer = slow.call(`sessions/${newId()}/assign`, { method: 'POST', body, headers: isJson });
    await expect.poll(() => waits.map(({ milliseconds }) => milliseconds)).toEqual([10_000]);
    expect(await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'none yet'))])).toBe(
      'none yet',
    );
    waits[0]?.end();
    expect(await answerOf(await answer)).toEqual(problem(408, 'body_incomplete'));
    expect(isCancelled).toBe(true);
  });

  it('because the caller breaks off is no error of ours', async () => {
    const broken = testApp({ bindings: { DATABASE_URL: database.url } });
    const body = beginning((controller) => controller.error(new Error('Network connection lost.')));
    const answer = await broken.call(`sessions/${newId()}/assign`, { method: 'POST', body, headers: isJson });
    expect(await answerOf(answer)).toEqual(problem(408, 'body_incomplete'));
    expect(broken.log.map(({ level, event }) => [level, event])).toEqual([['info', 'request']]);
  });
});

it('is looked at in this order: size, type, syntax, schema, state', async () => {
  const closed = await addSession(database, { status: 'closed' });
  const ask = async (path: string, body: string, headers: Record<string, string>) =>
    (await app.call(path, { method: 'POST', body, headers })).status;
  const text = { 'Content-Type': 'text/plain' };
  const large = '{'.padEnd(limit + 1, '{');

  expect(await ask('sessions/x/assign?y=1', large, text)).toBe(413);
  expect(await ask('sessions/x/assign?y=1', '{', text)).toBe(415);
  expect(await ask('sessions/x/assign?y=1', '{', isJson)).toBe(400);
  expect(await ask('sessions/x/assign', '{}', isJson)).toBe(422);
  expect(await ask(`sessions/${newId()}/assign`, '{}', isJson)).toBe(422);
  expect(await ask(`sessions/${newId()}/assign`, goodBody('assign'), isJson)).toBe(404);
  expect(await ask(`sessions/${closed}/assign`, goodBody('assign'), isJson)).toBe(409);
});
