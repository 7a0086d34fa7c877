import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerOf, bodyOf, problem } from '../support/answers.ts';
import { useFreshDatabase, type Row } from '../support/fresh-database.ts';
import { addSession, newId } from '../support/rows.ts';
import { newSecret, signatureOf, signedHeaders } from '../support/signatures.ts';
import { testApp, type CallOptions, type TestApp } from '../support/test-app.ts';
import { tokenOf } from '../support/tokens.ts';

/** Routers that sign instead of carrying a token (Standard Webhooks), docs/authorisation.md. */

const database = useFreshDatabase();
const secrets = { old: newSecret(24), current: newSecret(64), other: newSecret() };
const ROUTER_SECRETS = `main:${secrets.old},main:${secrets.current},other-1:${secrets.other}`;
const isJson = { 'Content-Type': 'application/json' };

let app: TestApp;
beforeEach(() => {
  app = testApp({ bindings: { DATABASE_URL: database.url, ROUTER_SECRETS } });
});

interface Sending {
  secret?: string;
  id?: string;
  /** From the Worker's clock. */
  offsetSeconds?: number;
  method?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Changes what was signed. */
  change?: (headers: Record<string, string>) => Record<string, string>;
  /** Sent instead of what was signed. */
  instead?: BodyInit;
  token?: string;
}

/** Leaves a header out. */
const without =
  (name: string) =>
  (headers: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

const nowSeconds = (): number => Math.floor(app.now() / 1000);

async function send(path: string, sending: Sending = {}): Promise<Response> {
  const { secret = secrets.current, id = newId(), offsetSeconds = 0, body = '' } = sending;
  const timestampSeconds = nowSeconds() + offsetSeconds;
  const signed = await signedHeaders({ secret, id, timestampSeconds, body });
  const sent = sending.instead ?? (body === '' ? undefined : body);
  const options: CallOptions = {
    token: sending.token ?? null,
    headers: { ...(sent === undefined ? {} : isJson), ...(sending.change?.(signed) ?? signed) },
    ...(sent === undefined ? {} : { body: sent }),
    ...(sending.method === undefined ? {} : { method: sending.method }),
  };
  return app.call(path, options);
}

const assignBody = (agentId = newId()): string => JSON.stringify({ agent_id: agentId });
const assign = (sessionId: string, sending: Sending = {}): Promise<Response> =>
  send(`sessions/${sessionId}/assign`, { body: assignBody(), ...sending });

/** Who was let in and asked for a session that there is none of. */
const letIn = problem(404, 'session_not_found');
const invalid = problem(401, 'signature_invalid');

const commandLog = (sessionId: string): Promise<Row[]> =>
  database.query(
    `select action, outcome, refusal, actor_id, actor_role, actor_name, idempotency_key, request_id
     from dashboard_command_log where session_id = $1 order by created_at, id`,
    [sessionId],
  );
const auditLog = (sessionId: string): Promise<Row[]> =>
  database.query(
    `select action, actor_id, actor_role, to_agent_id, request_id
     from chat_audit_log where session_id = $1 order by created_at, id`,
    [sessionId],
  );

/** What docs/authorisation.md says of a router's id, computed by itself. */
async function idOfRouter(name: string): Promise<string> {
  const text = new TextEncoder().encode(`chat-dashboard/router/${name}`);
  const digits = [...new Uint8Array(await crypto.subtle.digest('SHA-256', text))]
    .slice(0, 16)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

describe('signatures that others made', () => {
  const vectors = [
    {
      from: 'the tests of the Standard Webhooks libraries',
      secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1614265330,
      body: '{"test": 2432232314}',
      signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    {
      from: 'the tests of a provider',
      secret: 'C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
      id: 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
      timestampSeconds: 1649367553,
      body: '{"email":"test@example.com","username":"test_user"}',
      signature: 'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
    },
  ];
  it.each(vectors)('are good: $from', async ({ secret, id, timestampSeconds, body, signature }) => {
    const then = testApp({
      bindings: { DATABASE_URL: database.url, ROUTER_SECRETS: `vector:whsec_${secret}` },
      runtime: { now: () => timestampSeconds * 1000 },
    });
    const call = async (text: string) =>
      answerOf(
        await then.call(`sessions/${newId()}/assign`, {
          token: null,
          body: text,
          headers: {
            ...isJson,
            'webhook-id': id,
            'webhook-timestamp': String(timestampSeconds),
            'webhook-signature': signature,
          },
        }),
      );
    // Let in, and then refused for what it says.
    expect(await call(body)).toEqual(problem(422, 'validation_failed'));
    expect(await call(`${body} `)).toEqual(invalid);
  });

  it('are those of the tests’ own helper, and of the reference library', async () => {
    for (const { secret, signature, ...rest } of vectors) {
      expect(await signatureOf({ ...rest, secret: `whsec_${secret}` })).toBe(signature);
      const signedAt = new Date(rest.timestampSeconds * 1000);
      expect(new Webhook(secret).sign(rest.id, signedAt, rest.body)).toBe(signature);
    }
  });
});

describe('a signed call', () => {
  it('acts as the role router under the router’s name, in both logs', async () => {
    const [session, agent, id] = [await addSession(database), newId(), newId()];
    const response = await assign(session, { id, body: assignBody(agent) });
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toMatchObject({ data: { assigned_agent_id: agent } });

    const actor = { actor_id: await idOfRouter('main'), actor_role: 'router' };
    const request_id = response.headers.get('X-Request-Id');
    expect(await commandLog(session)).toEqual([
      {
        action: 'assign',
        outcome: 'done',
        refusal: null,
        ...actor,
        actor_name: 'main',
        idempotency_key: id,
        request_id,
      },
    ]);
    expect(await auditLog(session)).toEqual([{ action: 'assign', ...actor, to_agent_id: agent, request_id }]);
  });

  it('has an id that is a UUID of version 8, for all who read it', async () => {
    expect(await idOfRouter('main')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('is logged with its role, like one with a token', async () => {
    await assign(newId());
    expect(app.log.filter(({ event }) => event === 'request')).toEqual([
      expect.objectContaining({
        fields: expect.objectContaining({ role: 'router', problem: 'session_not_found' }) as unknown,
      }),
    ]);
  });

  it('asks for the queue with an empty body', async () => {
    await addSession(database);
    const response = await send('waiting-sessions?limit=1');
    expect(response.status).toBe(200);
    expect(await bodyOf<unknown[]>(response)).toHaveLength(1);
    expect(await answerOf(await send('waiting-sessions?limit=0'))).toEqual(problem(422, 'validation_failed'));
    const about = { secret: secrets.current, id: newId(), timestampSeconds: nowSeconds() };
    const headers = await signedHeaders({ ...about, body: ' ' });
    expect(await answerOf(await app.call('waiting-sessions', { token: null, headers }))).toEqual(invalid);
  });

  it.each(['oldest', 'newest'])(
    'may be signed with the %s of two secrets: it is the same router',
    async (which) => {
      const session = await addSession(database);
      const secret = which === 'oldest' ? secrets.old : secrets.current;
      expect((await assign(session, { secret })).status).toBe(200);
      expect(await commandLog(session)).toMatchObject([
        { actor_name: 'main', actor_id: await idOfRouter('main') },
      ]);
    },
  );

  it('is another router’s by that one’s secret, and its keys are its own', async () => {
    const [first, second, id] = [await addSession(database), await addSession(database), newId()];
    expect((await assign(first, { id })).status).toBe(200);
    expect((await assign(second, { id, secret: secrets.other })).status).toBe(200);
    expect(await commandLog(second)).toMatchObject([
      { actor_name: 'other-1', actor_id: await idOfRouter('other-1'), idempotency_key: id },
    ]);
    expect(await idOfRouter('other-1')).not.toBe(await idOfRouter('main'));
  });

  it('has a key of its own beside that of a token of the role router', async () => {
    const [session, id, agent] = [await addSession(database), newId(), newId()];
    const token = await tokenOf('router', await idOfRouter('main'));
    const headers = { 'Idempotency-Key': id };
    const path = `sessions/${session}/assign`;
    expect((await app.call(path, { token, headers, json: { agent_id: agent } })).status).toBe(200);
    const response = await assign(session, { id, body: assignBody(agent) });
    expect([response.status, response.headers.get('Idempotency-Replayed')]).toEqual([200, null]);
  });

  it.each(['X-', ''])('is read by its body’s bytes, whatever these are (%j)', async (prefix) => {
    // Not UTF-8: good by its signature, and then no JSON.
    const body = Uint8Array.from([...new TextEncoder().encode(prefix), 0xff, 0xfe, 0x00, 0x22]);
    expect(await answerOf(await assign(newId(), { body }))).toEqual(problem(400, 'malformed_json'));
  });

  it.each([
    ['application/json; charset=utf-8', letIn],
    ['text/plain', problem(415, 'media_type_not_json')],
  ])('still has its body for those who read it later, declared as %s', async (type, expected) => {
    const change = (headers: Record<string, string>) => ({ ...headers, 'Content-Type': type });
    expect(await answerOf(await assign(newId(), { change }))).toEqual(expected);
  });

  it('may come in pieces, and may have an empty body where one is needed', async () => {
    const body = assignBody();
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of [body.slice(0, 7), body.slice(7)])
          controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    expect(await answerOf(await assign(newId(), { body, instead: pieces }))).toEqual(letIn);
    expect(
      await answerOf(
        await assign(newId(), {
          body: '',
          method: 'POST',
          change: (headers) => ({ ...headers, ...isJson }),
        }),
      ),
    ).toEqual(problem(400, 'malformed_json'));
  });

  it('that is malformed JSON is told so', async () => {
    expect(await answerOf(await assign(newId(), { body: '{' }))).toEqual(problem(400, 'malformed_json'));
  });

  it.each(['!', '~', 'a.1.b', '{"a":"b"}', 'x'.repeat(255)])('may be named %.20j', async (id) => {
    const session = await addSession(database);
    expect((await assign(session, { id })).status).toBe(200);
    expect(await commandLog(session)).toMatchObject([{ idempotency_key: id }]);
  });

  it('may have an Idempotency-Key that says the same, and no other', async () => {
    const id = newId();
    const withKey = (key: string) => (headers: Record<string, string>) => ({
      ...headers,
      'Idempotency-Key': key,
    });
    expect(await answerOf(await assign(newId(), { id, change: withKey(id) }))).toEqual(letIn);
    expect(await answerOf(await assign(newId(), { change: withKey(id) }))).toEqual(
      problem(400, 'idempotency_key_invalid'),
    );
  });
});

describe('webhook-signature', () => {
  /** Signs one call with several secrets, or with things that are none, in one header. */
  const entries = async (sending: { id: string; body: string }, made: readonly string[]): Promise<string> => {
    const signing = { ...sending, timestampSeconds: nowSeconds() };
    const signatures = await Promise.all(
      made.map((one) => (one.startsWith('whsec_') ? signatureOf({ ...signing, secret: one }) : one)),
    );
    return signatures.join(' ');
  };
  const unknown = newSecret();
  const { current } = secrets;

  it.each<[string, readonly string[]]>([
    ['a good one last', [unknown, unknown, current]],
    ['a good one first', [current, unknown]],
    ['one by each secret', [secrets.old, current]],
    [
      'one of another version',
      [
        'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
        current,
      ],
    ],
    ['words', ['v1', 'v1,', 'v2,x', ',', 'v1,AAAA', current]],
    ['blanks', ['', current, '']],
    ['ten', [...Array.from({ length: 9 }, () => unknown), current]],
  ])('may hold several: %s', async (_, made) => {
    const [id, body] = [newId(), assignBody()];
    const signature = await entries({ id, body }, made);
    const change = (headers: Record<string, string>) => ({ ...headers, 'webhook-signature': signature });
    expect(await answerOf(await assign(newId(), { id, body, change }))).toEqual(letIn);
  });

  it('does no good in another version, without its version or twisted', async () => {
    const [id, body] = [newId(), assignBody()];
    const good = await entries({ id, body }, [current]);
    const bad = [
      good.replace('v1,', 'v1a,'),
      good.replace('v1,', 'v2,'),
      good.replace('v1,', 'V1,'),
      good.replace('v1,', 'v1='),
      good.replace('v1,', ''),
      good.replace(/=$/, ''),
      `${good},${good}`,
      good.slice(0, -3),
      `v1,${btoa('\0'.repeat(32))}`,
      `v1,${btoa([...atob(good.slice(3))].toReversed().join(''))}`,
      Array.from({ length: 11 }, () => good).join(' '),
    ];
    for (const signature of bad) {
      const change = (headers: Record<string, string>) => ({ ...headers, 'webhook-signature': signature });
      expect([signature, await answerOf(await assign(newId(), { id, body, change }))]).toEqual([
        signature,
        invalid,
      ]);
    }
  });
});

describe('what is not taken', () => {
  it('is a signature by a secret that nobody here knows, be none known at all', async () => {
    expect(await answerOf(await assign(newId(), { secret: newSecret() }))).toEqual(invalid);
    app = testApp({ bindings: { DATABASE_URL: database.url } });
    expect(await answerOf(await assign(newId()))).toEqual(invalid);
  });

  it('is a secret that was taken back', async () => {
    app = testApp({ bindings: { DATABASE_URL: database.url, ROUTER_SECRETS: `main:${secrets.current}` } });
    expect(await answerOf(await assign(newId(), { secret: secrets.old }))).toEqual(invalid);
    expect(await answerOf(await assign(newId(), { secret: secrets.current }))).toEqual(letIn);
  });

  const text = assignBody();
  it.each<[string, Sending]>([
    ['another body', { body: text, instead: assignBody() }],
    ['one blank more', { body: text, instead: `${text} ` }],
    ['a byte order mark more', { body: text, instead: `\uFEFF${text}` }],
    ['the body left out', { body: text, instead: '' }],
    ['another id', { change: (headers) => ({ ...headers, 'webhook-id': newId() }) }],
    [
      'another timestamp',
      {
        change: (headers) => ({
          ...headers,
          'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1),
        }),
      },
    ],
    [
      'the same timestamp in other digits',
      { change: (headers) => ({ ...headers, 'webhook-timestamp': `0${headers['webhook-timestamp']}` }) },
    ],
    [
      'the separator at another place',
      {
        id: 'a.1',
        change: (headers) => ({ ...headers, 'webhook-id': 'a', 'webhook-timestamp': '1' }),
      },
    ],
  ])('is what was changed after it was signed: %s', async (_, sending) => {
    expect(await answerOf(await assign(newId(), sending))).toEqual(invalid);
  });

  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  it.each(names)('is a call without %s, and one that has nothing else', async (name) => {
    expect(await answerOf(await assign(newId(), { change: without(name) }))).toEqual(invalid);
    const empty = (headers: Record<string, string>) => ({ ...headers, [name]: '' });
    expect(await answerOf(await assign(newId(), { change: empty }))).toEqual(invalid);
    const alone = (headers: Record<string, string>) => ({ [name]: headers[name] ?? '' });
    expect(await answerOf(await assign(newId(), { change: alone }))).toEqual(invalid);
  });

  it('is said to lack what it lacks', async () => {
    for (const name of names) {
      expect(await bodyOf(await assign(newId(), { change: without(name) }))).toMatchObject({
        detail: `There is no ${name}.`,
      });
    }
  });

  it.each([
    ['webhook-id', 'two words'],
    ['webhook-id', 'x'.repeat(256)],
    ['webhook-id', 'a\tb'],
    ['webhook-timestamp', 'now'],
    ['webhook-timestamp', '1e9'],
    ['webhook-timestamp', '-1'],
    ['webhook-timestamp', '1614265330.5'],
    ['webhook-timestamp', '0x603778b2'],
    ['webhook-timestamp', '9'.repeat(13)],
    ['webhook-signature', 'v1'],
    [
      'webhook-signature',
      'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    ],
  ])('is %s: %.30j', async (name, value) => {
    const change = (headers: Record<string, string>) => ({ ...headers, [name]: value });
    expect(await answerOf(await assign(newId(), { change }))).toEqual(invalid);
  });

  it('is what was signed with a malformed id or timestamp, however rightly', async () => {
    const seconds = String(nowSeconds());
    const bad = [
      ['two words', seconds],
      [newId(), `${seconds}.0`],
      [newId(), seconds.padStart(13, '0')],
    ] as const;
    for (const [id, timestamp] of bad) {
      const body = assignBody();
      const signature = await signatureOf({
        secret: secrets.current,
        id,
        timestampSeconds: timestamp as unknown as number,
        body,
      });
      const change = () => ({
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature,
      });
      expect(await answerOf(await assign(newId(), { body, change }))).toEqual(invalid);
    }
  });
});

describe('time', () => {
  it.each([-300, -299, -1, 0, 1, 299, 300])('is good %i seconds from now', async (offsetSeconds) => {
    expect(await answerOf(await assign(newId(), { offsetSeconds }))).toEqual(letIn);
  });

  it.each([-1e9, -86_400, -301, 301, 86_400, 1e10])('is not %i seconds from now', async (offsetSeconds) => {
    const session = await addSession(database);
    expect(await answerOf(await assign(session, { offsetSeconds }))).toEqual(problem(401, 'signature_stale'));
    expect([await commandLog(session), await auditLog(session)]).toEqual([[], []]);
  });

  it('is the Worker’s, and goes on', async () => {
    const sending = { id: newId(), body: assignBody() };
    const headers = await signedHeaders({
      ...sending,
      secret: secrets.current,
      timestampSeconds: nowSeconds(),
    });
    const call = async () =>
      answerOf(
        await app.call(`sessions/${newId()}/assign`, {
          token: null,
          body: sending.body,
          headers: { ...isJson, ...headers },
        }),
      );
    app.advance(300);
    expect(await call()).toEqual(letIn);
    app.advance(1);
    expect(await call()).toEqual(problem(401, 'signature_stale'));
  });

  it('is not spoken of to those who could not sign', async () => {
    const sending = { offsetSeconds: -301, secret: newSecret() };
    expect(await answerOf(await assign(newId(), sending))).toEqual(invalid);
    expect(await answerOf(await assign(newId(), { offsetSeconds: -301, instead: assignBody() }))).toEqual(
      invalid,
    );
  });
});

describe('both kinds of credentials', () => {
  const ambiguous = problem(401, 'credentials_ambiguous');
  it.each(['good', 'garbage'])('are refused, the token being %s', async (kind) => {
    const token = kind === 'good' ? await tokenOf('router') : kind;
    const session = await addSession(database);
    expect(await answerOf(await assign(session, { token }))).toEqual(ambiguous);
    expect(await answerOf(await assign(session, { token, secret: newSecret() }))).toEqual(ambiguous);
    expect(await answerOf(await assign(session, { token, offsetSeconds: 301 }))).toEqual(ambiguous);
    expect(await commandLog(session)).toEqual([]);
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'are refused where %s is all that there is of a signature',
    async (name) => {
      const headers = { [name]: 'x' };
      expect(await answerOf(await app.call('overview', { headers }))).toEqual(ambiguous);
    },
  );

  it.each(['Basic dXNlcjpwYXNzd29yZA==', 'Bearer', ''])(
    'are refused with Authorization: %j',
    async (value) => {
      const change = (headers: Record<string, string>) => ({ ...headers, Authorization: value });
      expect(await answerOf(await assign(newId(), { change }))).toEqual(ambiguous);
    },
  );

  it('do not matter where nobody asks for any', async () => {
    expect((await app.call('health', { headers: { 'webhook-id': 'x' } })).status).toBe(200);
  });
});

describe('an answer in memory', () => {
  it('does not answer a signed call', async () => {
    const token = await tokenOf('admin', undefined, app.now());
    for (let i = 0; i < 2; i += 1) await app.call('overview', { token });
    await app.settle();
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect(await answerOf(await app.call('overview', { token, headers: { [name]: '' } }))).toEqual(
        problem(401, 'credentials_ambiguous'),
      );
    }
    expect(await answerOf(await send('overview', { token }))).toEqual(problem(401, 'credentials_ambiguous'));
    expect(await answerOf(await send('overview'))).toEqual(problem(403, 'role_not_allowed'));
  });
});

describe('what routers may not call', () => {
  it.each(['overview', 'agent-performance', `sessions/${newId()}/transcript`])(
    'is not theirs by a signature: %s',
    async (path) => {
      expect(await answerOf(await send(path))).toEqual(problem(403, 'role_not_allowed'));
      expect(await answerOf(await send(path, { secret: newSecret() }))).toEqual(invalid);
    },
  );

  it('is not theirs by a signature: transfer', async () => {
    const transfer = (sending: Sending) => send(`sessions/${newId()}/transfer`, sending);
    const forbidden = problem(403, 'role_not_allowed');
    expect(await answerOf(await transfer({ body: JSON.stringify({ to_agent_id: newId() }) }))).toEqual(
      forbidden,
    );
    // Before anything else is said of the request.
    expect(await answerOf(await transfer({ body: '{' }))).toEqual(forbidden);
  });

  it('is an admin’s: force', async () => {
    const body = JSON.stringify({ agent_id: newId(), force: true });
    expect(await answerOf(await assign(newId(), { body }))).toEqual(problem(403, 'force_not_allowed'));
  });
});

describe('a signed body', () => {
  const limit = 65_536;
  const tooLarge = problem(413, 'body_too_large');

  it('may have 64 KiB, and not one byte more, whoever signed it', async () => {
    const fits = assignBody().padEnd(limit, ' ');
    expect(await answerOf(await assign(newId(), { body: fits }))).toEqual(letIn);
    expect(await answerOf(await assign(newId(), { body: `${fits} ` }))).toEqual(tooLarge);
    expect(await answerOf(await assign(newId(), { body: `${fits} `, secret: newSecret() }))).toEqual(
      tooLarge,
    );
  });

  /** A body without end, and how much of it was asked for. */
  function endless(): { stream: ReadableStream<Uint8Array>; read: () => number; cancelled: () => boolean } {
    let [read, cancelled] = [0, false];
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += 16_384;
        if (read > 10_000_000) controller.error(new Error('read on and on'));
        else controller.enqueue(new Uint8Array(16_384).fill(32));
      },
      cancel() {
        cancelled = true;
      },
    });
    return { stream, read: () => read, cancelled: () => cancelled };
  }

  it.each<[string, Record<string, string>]>([
    ['says nothing of its length', {}],
    ['says that it is short', { 'Content-Length': '10' }],
    ['says nonsense of its length', { 'Content-Length': 'x' }],
  ])('that does not end is not read to its end, though it %s', async (_, headers) => {
    const { stream, read, cancelled } = endless();
    const change = (signed: Record<string, string>) => ({ ...signed, ...headers });
    expect(await answerOf(await assign(newId(), { instead: stream, change }))).toEqual(tooLarge);
    expect(read()).toBeLessThanOrEqual(limit + 3 * 16_384);
    expect(cancelled()).toBe(true);
  });

  it('is not read at all where it says that it is too large, or nobody could have signed it', async () => {
    const large = endless();
    const long = (headers: Record<string, string>) => ({ ...headers, 'Content-Length': String(limit + 1) });
    expect(await answerOf(await assign(newId(), { instead: large.stream, change: long }))).toEqual(tooLarge);
    const unsigned = endless();
    const change = without('webhook-signature');
    expect(await answerOf(await assign(newId(), { instead: unsigned.stream, change }))).toEqual(invalid);
    // A stream fills its own queue by one piece.
    expect(Math.max(large.read(), unsigned.read())).toBeLessThanOrEqual(16_384);
  });
});

describe('a repetition', () => {
  it('of the same bytes gets the same bytes again, and nothing happens twice', async () => {
    const [session, id, body] = [await addSession(database), newId(), assignBody()];
    const first = await assign(session, { id, body });
    expect([first.status, first.headers.get('Idempotency-Replayed')]).toEqual([200, null]);
    const second = await assign(session, { id, body });
    expect([second.status, second.headers.get('Idempotency-Replayed')]).toEqual([200, 'true']);
    expect(second.headers.get('ETag')).toBe(first.headers.get('ETag'));
    expect(await second.text()).toBe(await first.text());
    expect(await commandLog(session)).toHaveLength(1);
    expect(await auditLog(session)).toHaveLength(1);
  });

  it('that is too old is signed anew under the same id, with another secret too', async () => {
    const [session, id, body] = [await addSession(database), newId(), assignBody()];
    expect((await assign(session, { id, body, secret: secrets.old })).status).toBe(200);
    app.advance(3600);
    expect(await answerOf(await assign(session, { id, body, offsetSeconds: -3600 }))).toEqual(
      problem(401, 'signature_stale'),
    );
    const again = await assign(session, { id, body });
    expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([200, 'true']);
    expect(await commandLog(session)).toHaveLength(1);
  });

  it('gets a refusal again, to the byte', async () => {
    const [session, id, body] = [await addSession(database, { status: 'closed' }), newId(), assignBody()];
    const [first, second] = [await assign(session, { id, body }), await assign(session, { id, body })];
    expect([first.status, second.status]).toEqual([409, 409]);
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await second.text()).toBe(await first.text());
    expect(await commandLog(session)).toMatchObject([
      { outcome: 'refused', refusal: 'session_closed', actor_name: 'main', idempotency_key: id },
    ]);
  });

  it('with another body, or elsewhere, is refused, and nothing happens', async () => {
    const [session, other, id, body] = [
      await addSession(database),
      await addSession(database),
      newId(),
      assignBody(),
    ];
    expect((await assign(session, { id, body })).status).toBe(200);
    const reused = problem(422, 'idempotency_key_reused');
    expect(await answerOf(await assign(session, { id, body: assignBody() }))).toEqual(reused);
    expect(await answerOf(await assign(session, { id, body: `${body} ` }))).toEqual(reused);
    expect(await answerOf(await assign(other, { id, body }))).toEqual(reused);
    expect(await answerOf(await send('queue/claim', { id, body }))).toEqual(reused);
    expect(await auditLog(session)).toHaveLength(1);
    expect(await auditLog(other)).toEqual([]);
  });

  it('ten times at once happens once', async () => {
    const [session, id, body] = [await addSession(database), newId(), assignBody()];
    const responses = await Promise.all(Array.from({ length: 10 }, () => assign(session, { id, body })));
    const refused = responses.filter(({ status }) => status !== 200);
    for (const response of refused) {
      expect(await answerOf(response)).toEqual(problem(409, 'idempotency_key_in_use'));
    }
    expect(refused.length).toBeLessThan(10);
    expect(await commandLog(session)).toHaveLength(1);
    expect(await auditLog(session)).toHaveLength(1);
  });
});

it('keeps its secrets to itself, in answers and in the log', async () => {
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => undefined),
  );
  const parts = Object.values(secrets).map((secret) => secret.slice('whsec_'.length, 30));
  const said: string[] = [];
  const tell = async (response: Response) => {
    said.push(JSON.stringify([...response.headers]), await response.text());
  };
  await tell(await assign(newId()));
  await tell(await assign(newId(), { instead: '{' }));
  await tell(await assign(newId(), { offsetSeconds: 400 }));
  await tell(await assign(newId(), { token: await tokenOf('router') }));
  await tell(await assign(newId(), { secret: newSecret() }));
  said.push(JSON.stringify(app.log));

  // A configuration that does not hold, and a database that is away.
  app = testApp({
    bindings: { DATABASE_URL: database.url, ROUTER_SECRETS: `${ROUTER_SECRETS},${secrets.old}` },
  });
  const misconfigured = await assign(newId());
  expect(misconfigured.status).toBe(500);
  await tell(misconfigured);
  said.push(JSON.stringify(app.log));
  app = testApp({
    bindings: {
      DATABASE_URL: 'postgresql://nobody:nothing@127.0.0.1:1/nowhere',
      DATABASE_TIMEOUT_MS: '100',
      ROUTER_SECRETS,
    },
  });
  const away = await assign(newId());
  expect(away.status).toBe(503);
  await tell(away);
  said.push(JSON.stringify(app.log));

  const onConsole = JSON.stringify(spies.map((spy) => spy.mock.calls));
  expect(onConsole).toContain('ROUTER_SECRETS');
  for (const part of parts) {
    expect(part).toMatch(/^\S{20,}$/);
    for (const text of [...said, onConsole]) expect(text).not.toContain(part);
  }
  vi.restoreAllMocks();
});
