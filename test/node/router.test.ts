import { execFile, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDevState, type DevState } from '../../dev/dev-state.ts';
import { findFreePort } from '../../dev/free-port.ts';
import { routerSecretOf } from '../../dev/router-secrets.ts';
import { createCaller, signedWith, type Answer, type Call } from '../../dev/router/calls.ts';
import type { Agent, WaitingSession } from '../../dev/router/choose-agent.ts';
import { Router } from '../../dev/router/router.ts';
import { projectFolder } from '../../dev/settings.ts';
import { readRunningVariables, writeRunningVariables } from '../../dev/worker-variables.ts';
import { withClient } from '../support/node/database.ts';
import { runDev, waitForNothingLeft, type DevProgram, type Ended } from '../support/node/dev-run.ts';

/** What a signature must be, made with Node's own means. */
function expectedSignature(secret: string, headers: IncomingHttpHeaders, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

const nothing: Received = { method: '', url: '', headers: {}, body: '' };

/** What is to be answered; undefined breaks the connection. */
type Reply = { status: number; headers?: Record<string, string>; body?: object } | undefined;

/** A server of this machine that keeps what it receives. */
async function startListener(reply: (nth: number) => Reply) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push({ method: request.method, url: request.url, headers: request.headers, body });
      const answer = reply(received.length);
      if (answer === undefined) return void request.socket.destroy();
      response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { received, url, close: () => void server.close() };
}

const someSecret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

describe('a router’s call', () => {
  const call: Call = { method: 'POST', path: 'sessions/1/offers', body: { reason: 'ü👋' }, ifMatch: 3 };

  it('is repeated as the same call, signed each time, until it is answered', async () => {
    const lost: Reply[] = [
      undefined,
      { status: 503, headers: { 'Retry-After': '0' } },
      { status: 500 },
      { status: 409, headers: { 'Retry-After': '0' }, body: { code: 'idempotency_key_in_use' } },
      { status: 401, body: { code: 'signature_stale' } },
    ];
    const listener = await startListener((nth) => lost[nth - 1] ?? (nth <= 5 ? undefined : { status: 201 }));
    const reasons: string[] = [];
    const caller = createCaller(listener.url, signedWith(someSecret), (reason) => void reasons.push(reason));
    expect((await caller(call)).status).toBe(201);
    expect(reasons).toHaveLength(5);
    expect(listener.received).toHaveLength(6);
    const [first] = listener.received;
    for (const { method, url, headers, body } of listener.received) {
      expect([method, url, body]).toEqual(['POST', '/sessions/1/offers', JSON.stringify(call.body)]);
      expect(headers['webhook-id']).toBe(first?.headers['webhook-id']);
      expect(headers['if-match']).toBe('"3"');
      expect(headers['webhook-signature']).toBe(expectedSignature(someSecret, headers, body));
    }
    await caller(call);
    expect(listener.received.at(-1)?.headers['webhook-id']).not.toBe(first?.headers['webhook-id']);
    listener.close();
  });

  it.each([
    [409, 'agent_at_capacity'],
    [412, 'version_changed'],
    [422, 'validation_failed'],
    [404, 'session_not_found'],
    [401, 'signature_invalid'],
    [403, 'role_not_allowed'],
  ])('is not repeated after a %i %s', async (status, code) => {
    const listener = await startListener(() => ({ status, body: { code } }));
    const caller = createCaller(listener.url, signedWith(someSecret));
    expect(await caller(call)).toMatchObject({ status, code });
    expect(listener.received).toHaveLength(1);
    listener.close();
  });

  it('fails with one line when nobody ever answers', async () => {
    const listener = await startListener(() => ({ status: 503, headers: { 'Retry-After': '0' } }));
    const caller = createCaller(listener.url, signedWith(someSecret));
    await expect(caller(call)).rejects.toThrow('POST sessions/1/offers failed 6 times: 503');
    listener.close();
  });
});

describe('a router that is refused', () => {
  const session: WaitingSession = {
    session_id: 'session-1',
    initiator_id: 'customer',
    assigned_agent_id: null,
    wait_time_seconds: 5,
    team: null,
    skills: [],
    version: 7,
    offer: null,
  };
  const agents = ['ada', 'ben'].map((agent_id): Agent => ({
    agent_id,
    display_name: agent_id,
    team: null,
    skills: [],
    availability: 'online',
    max_sessions: 4,
    load: 0,
    free: 4,
  }));

  /** Runs one round over two sessions; the first offer of all is refused. @returns whom each was offered to */
  async function roundRefusedWith(status: number, code: string) {
    const asked: string[] = [];
    const answer = (of: number, body: unknown, problem?: string): Answer => ({
      status: of,
      code: problem,
      detail: 'Because.',
      body,
      headers: new Headers(),
    });
    const router = new Router({
      holdSeconds: 3,
      say: () => {},
      caller: async (call) => {
        if (call.path === 'waiting-sessions')
          return answer(200, [session, { ...session, session_id: 'session-2' }]);
        if (call.method === 'GET') return answer(200, structuredClone(agents));
        expect(call.ifMatch).toBe(7);
        const { agent_id } = call.body as { agent_id: string };
        const session_id = call.path.split('/')[1];
        asked.push(`${session_id} ${agent_id}`);
        if (asked.length === 1) return answer(status, {}, code);
        return answer(201, {
          data: { offer_id: 'offer', session_id, agent_id, expires_at: '2026-01-01T00:00:00.000Z' },
        });
      },
    });
    await router.round();
    expect([...router.tally.refused]).toEqual([[code, 1]]);
    return asked;
  }

  it.each(['agent_at_capacity', 'agent_unavailable', 'agent_not_registered'])(
    'goes on without the agent after %s',
    async (code) => {
      expect(await roundRefusedWith(409, code)).toEqual(['session-1 ada', 'session-1 ben', 'session-2 ben']);
    },
  );

  it.each(['agent_not_in_team', 'agent_lacks_skills', 'agent_is_customer'])(
    'asks another for this session after %s',
    async (code) => {
      expect(await roundRefusedWith(409, code)).toEqual(['session-1 ada', 'session-1 ben', 'session-2 ada']);
    },
  );

  it.each([
    [409, 'session_offered'],
    [409, 'session_not_waiting'],
    [409, 'session_closed'],
    [404, 'session_not_found'],
    [412, 'version_changed'],
  ])('leaves the session after %i %s', async (status, code) => {
    expect(await roundRefusedWith(status, code)).toEqual(['session-1 ada', 'session-2 ada']);
  });

  it('stops at what it knows nothing to do about', async () => {
    await expect(roundRefusedWith(401, 'signature_invalid')).rejects.toThrow(
      'POST sessions/session-1/offers answered 401 signature_invalid: Because.',
    );
  });
});

describe('over a running stack', () => {
  let dataDir: string;
  let stack: DevProgram;
  let state: DevState;
  const secretOfRouter = async (): Promise<string> =>
    routerSecretOf((await readRunningVariables(dataDir)).ROUTER_SECRETS ?? '', 'router-1');
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-router-'));
    // The examples of docs/routing.md run here, with the packages that they name.
    await symlink(path.join(projectFolder, 'node_modules'), path.join(dataDir, 'node_modules'));
    stack = runDev('main.ts', { DATA_DIR: dataDir, PORT: String(await findFreePort()), DEMO: '0' });
    await stack.says('/overview\n');
    const said = await readDevState(dataDir);
    if (said === undefined) throw new Error('dev.json is not there');
    state = said;
    await ask(`insert into chat_sessions (initiator_id, created_at)
      select gen_random_uuid(), now() - make_interval(secs => 60 * n) from generate_series(1, 6) n`);
  });
  afterAll(async () => {
    stack.kill('SIGTERM');
    await stack.ended;
    await waitForNothingLeft(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });

  const runRouter = (args: string): Promise<Ended> =>
    runDev('router.ts', { DATA_DIR: dataDir }, args.split(' ').filter(Boolean)).ended;

  async function ask<T>(query: string): Promise<T[]> {
    return withClient(state.databaseUrl, async (client) => (await client.query<T & object>(query)).rows);
  }

  const above = `select agent_id from support_agents a where max_sessions <
    (select count(*) from chat_sessions s where s.status = 'active' and s.assigned_agent_id = a.agent_id)`;
  const outcomes = `select outcome, count(*)::int as n from dashboard_offers group by 1 order by 1`;

  /** A waiting session of the routing page's examples, and an agent who has places. */
  async function someIds(): Promise<{ SESSION: string; AGENT: string }> {
    const [row] = await ask<{ session: string; agent: string }>(
      `insert into chat_sessions (initiator_id) values (gen_random_uuid())
       returning id as session, gen_random_uuid() as agent`,
    );
    return { SESSION: row?.session ?? '', AGENT: row?.agent ?? '' };
  }

  it('offers what waits, hears of what is accepted and declined, and says so', async () => {
    const { code, stdout, stderr } = await runRouter('--agents 3 --rounds 9');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`router-1 at ${state.url}`);
    expect(stdout.match(/^Registered .+/gm)).toHaveLength(3);
    expect(stdout).toContain('6 waiting, 0 of them offered');
    for (const line of [/offered to Ada Okafor until/, /accepts$/m, /declines$/m, /is back: /])
      expect(stdout).toMatch(line);

    const [, offered, taken, declined, expired, open] =
      /^9 rounds, (\d+) offers: (\d+) taken, (\d+) declined, (\d+) expired, (\d+) open\. Refusals: none\. Repeated calls: 0\. Still waiting: \d+\.$/m
        .exec(stdout)
        ?.map(Number) ?? [];
    const [made] = await ask(
      `select count(*)::int as offered, count(*) filter (where outcome = 'accepted')::int as taken,
         count(*) filter (where outcome = 'declined')::int as declined from dashboard_offers`,
    );
    expect(made).toEqual({ offered, taken, declined: expect.any(Number) });
    expect(offered).toBe((taken ?? 0) + (declined ?? 0) + (expired ?? 0) + (open ?? 0));
    expect(taken).toBeGreaterThanOrEqual(3);
    expect(made).not.toMatchObject({ declined: 0 });
    expect(await ask(above)).toEqual([]);
    expect(
      await ask(`select distinct actor_role, actor_name, action, outcome from dashboard_command_log
        where action = 'offer'`),
    ).toEqual([{ actor_role: 'router', actor_name: 'router-1', action: 'offer', outcome: 'done' }]);
  });

  it('does not step on the toes of another, nor give an agent more than it has places', async () => {
    await ask('delete from dashboard_offers');
    await ask(`insert into chat_sessions (initiator_id, team, skills)
      select gen_random_uuid(), case when n % 3 = 0 then 'billing' end,
        case when n % 4 = 0 then array['refunds'] else '{}' end
      from generate_series(1, 40) n`);
    const places = `select sum(greatest(0, max_sessions - (select count(*) from chat_sessions s
      where s.status = 'active' and s.assigned_agent_id = a.agent_id)))::int as free from support_agents a`;
    await ask('update support_agents set max_sessions = max_sessions + 5');
    const [before] = await ask<{ free: number }>(places);
    const both = await Promise.all([runRouter('--rounds 8'), runRouter('--rounds 8 --name router-2')]);
    for (const { code, stdout, stderr } of both) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).not.toContain('Registered');
    }
    const [after] = await ask<{ free: number }>(places);
    expect(before?.free).toBeGreaterThanOrEqual(15);
    expect(after?.free).toBeLessThan(8);
    expect(await ask(above)).toEqual([]);
    // Nobody got what asks for another team or for more than it can.
    expect(
      await ask(`select s.id from chat_sessions s join support_agents a on a.agent_id = s.assigned_agent_id
        where (s.team is not null and s.team is distinct from a.team) or not s.skills <@ a.skills`),
    ).toEqual([]);
    expect(
      await ask(`select session_id from dashboard_offers where outcome = 'accepted' group by 1
        having count(*) > 1`),
    ).toEqual([]);
  });

  it('leaves the answers to others with --no-answer', async () => {
    await ask('delete from dashboard_offers');
    await ask('update support_agents set max_sessions = max_sessions + 1');
    const { code, stdout } = await runRouter('--rounds 2 --no-answer');
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/accepts|declines|does not answer/);
    const open = Number(/ 0 taken, 0 declined, 0 expired, (\d+) open\. /.exec(stdout)?.[1]);
    expect(open).toBeGreaterThanOrEqual(3);
    expect(await ask(outcomes)).toEqual([{ outcome: null, n: open }]);
  });

  it('stops at Ctrl-C with its summary', async () => {
    const program = runDev('router.ts', { DATA_DIR: dataDir }, ['--rounds', '100000']);
    await program.says('Round 2\n');
    program.kill('SIGINT');
    const { code, stdout, stderr } = await program.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[23] rounds, /m);
  });

  it.each([
    ['--rounds 0', '--rounds must be a whole number from 1 to 100000; usage: npm run router -- ['],
    ['--agents few', '--agents must be a whole number from 1 to 50; usage: npm run router -- ['],
    ['--speed 2', "Unknown option '--speed'; usage: npm run router -- ["],
    ['--name router-9', 'ROUTER_SECRETS has no router router-9, only router-1, router-2'],
  ])('refuses "%s" with one line', async (args, reason) => {
    const { code, stdout, stderr } = await runRouter(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([expect.stringContaining('Not routed: '), '']);
    expect(stderr).toContain(reason);
  });

  describe('docs/routing.md', () => {
    const script = async (heading: string, language: string): Promise<string> => {
      const page = await readFile(path.join(import.meta.dirname, '../../docs/routing.md'), 'utf8');
      const section = page.split(`### ${heading}\n`)[1] ?? '';
      return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(section)?.[1] ?? '';
    };
    const tools = ['openssl', 'curl', 'base64', 'od'];
    const hasTools = tools.every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0);

    /** The ways to run an example, by the language of its block. */
    const examples = [
      { name: 'In curl', language: 'sh', isPossible: hasTools },
      { name: 'In TypeScript', language: 'ts', isPossible: true },
    ];

    async function run(name: string, language: string, env: Record<string, string>): Promise<unknown> {
      const text = await script(name, language);
      expect(text).not.toBe('');
      const file = path.join(dataDir, language === 'ts' ? 'offer.mts' : 'offer.sh');
      await writeFile(file, text);
      const program = language === 'ts' ? process.execPath : 'sh';
      const { PATH = '' } = process.env;
      const { stdout } = await promisify(execFile)(program, [file], { env: { PATH, ...env } });
      return JSON.parse(stdout);
    }

    it.each(examples.filter(({ isPossible }) => isPossible))(
      'offers a session: $name',
      async ({ name, language }) => {
        const ids = await someIds();
        const env = {
          API: `${state.url}/api/v1/admin/chat-dashboard`,
          SECRET: await secretOfRouter(),
        };
        expect(await run(name, language, { ...env, ...ids })).toMatchObject({
          success: true,
          data: { session_id: ids.SESSION, agent_id: ids.AGENT, outcome: null },
        });
        const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
        expect(await run(name, language, { ...env, ...ids, SECRET: other })).toMatchObject({
          status: 401,
          code: 'signature_invalid',
        });
      },
    );

    it.each(examples.filter(({ isPossible }) => isPossible))(
      'signs as anybody would: $name',
      async ({ name, language }) => {
        const listener = await startListener(() => ({ status: 201 }));
        const ids = { SESSION: crypto.randomUUID(), AGENT: crypto.randomUUID() };
        for (const bytes of [24, 32, 64]) {
          const secret = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64')}`;
          await run(name, language, { API: listener.url, SECRET: secret, ...ids });
          const { url, headers, body } = listener.received.at(-1) ?? nothing;
          expect(url).toBe(`/sessions/${ids.SESSION}/offers`);
          expect(JSON.parse(body)).toEqual({ agent_id: ids.AGENT, expires_in_seconds: 30 });
          expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
          expect(headers['webhook-signature']).toBe(expectedSignature(secret, headers, body));
        }
        expect(new Set(listener.received.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
        listener.close();
      },
    );

    it('shows the signing that the router in dev/ does', async () => {
      const file = path.join(import.meta.dirname, '../../dev/router/signed-headers.ts');
      expect((await script('In TypeScript', 'ts')).startsWith(await readFile(file, 'utf8'))).toBe(true);
    });

    it('reads the local stack’s secret as it says', async () => {
      const page = await readFile(path.join(import.meta.dirname, '../../docs/routing.md'), 'utf8');
      const line = /export SECRET=(\$\(.+\))/.exec(page)?.[1]?.replace('.data/', `${dataDir}/`) ?? '';
      const { stdout } = await promisify(execFile)('sh', ['-c', `printf %s "${line}"`]);
      expect(stdout).toBe(await secretOfRouter());
    });
  });

  it('is refused with one line where its secret is not the Worker’s', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-router-'));
    await writeFile(path.join(other, 'dev.json'), JSON.stringify(state));
    const variables = await readRunningVariables(dataDir);
    await writeRunningVariables(other, { ...variables, ROUTER_SECRETS: `router-1:${someSecret}` });
    const { code, stderr } = await runDev('router.ts', { DATA_DIR: other }).ended;
    await rm(other, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'Not routed: GET waiting-sessions answered 401 signature_invalid: No secret that is known here made the signature.\n',
    );
  });
});

it('says that nothing runs', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-router-'));
  const { code, stderr } = await runDev('router.ts', { DATA_DIR: dataDir }).ended;
  await rm(dataDir, { recursive: true });
  expect(code).toBe(1);
  expect(stderr).toBe(`Not routed: nothing runs over ${dataDir}: start it with npm run dev\n`);
});
