import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDevState, type DevState } from '../../dev/dev-state.ts';
import { findFreePort, isPortFree } from '../../dev/free-port.ts';
import { startWorker } from '../../dev/worker-process.ts';
import { writeRunningVariables } from '../../dev/worker-variables.ts';
import { withClient } from '../support/node/database.ts';
import {
  processesOf,
  processWith,
  runDev,
  waitForNothingLeft,
  type DevProgram,
  type Ended,
} from '../support/node/dev-run.ts';

const api = '/api/v1/admin/chat-dashboard';

/** One folder's `npm run dev`. */
class DevCopy {
  readonly dataDir: string;
  readonly port: number;

  constructor(dataDir: string, port: number) {
    this.dataDir = dataDir;
    this.port = port;
  }

  static async create(): Promise<DevCopy> {
    return new DevCopy(await mkdtemp(path.join(tmpdir(), 'chat dashboard dev ')), await findFreePort());
  }

  /** @param demo what DEMO is set to */
  run(demo = '0', more: Record<string, string> = {}): DevProgram {
    return runDev('main.ts', { DATA_DIR: this.dataDir, PORT: String(this.port), DEMO: demo, ...more });
  }

  async start(
    demo?: string,
    more?: Record<string, string>,
  ): Promise<{ program: DevProgram; said: string; state: DevState }> {
    const program = this.run(demo, more);
    const said = await program.says('/overview\n');
    const state = await readDevState(this.dataDir);
    if (state === undefined) throw new Error('dev.json is not there');
    return { program, said, state };
  }

  /** Waits for its processes to end, and names what else it left behind. */
  async leftovers(): Promise<string[]> {
    await waitForNothingLeft(this.dataDir);
    const files = ['dev.json', 'lock.json'].filter((name) => existsSync(path.join(this.dataDir, name)));
    return (await isPortFree(this.port)) ? files : [...files, `port ${this.port}`];
  }

  async remove(): Promise<void> {
    for (const pid of await processesOf(this.dataDir)) process.kill(pid, 'SIGKILL');
    await waitForNothingLeft(this.dataDir);
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

const countSessions = (databaseUrl: string): Promise<number | null> =>
  withClient(databaseUrl, async (client) => (await client.query('select from chat_sessions')).rowCount);

const healthOf = async (url: string): Promise<unknown> => (await fetch(`${url}${api}/health`)).json();
/** What a client gets that says nothing of what it accepts, as curl. */
async function curled(url: string, authorization: string): Promise<unknown> {
  const headers = { authorization };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).once('error', reject);
  });
  return json(response);
}
const healthy = { status: 'healthy', service: 'chat-dashboard' };

let one: DevCopy;
let two: DevCopy;

beforeAll(async () => {
  [one, two] = await Promise.all([DevCopy.create(), DevCopy.create()]);
});

afterAll(() => Promise.all([one.remove(), two.remove()]));

/** Variables of the Worker, from the environment. */
const settings = {
  JWT_SECRET: `one that the environment $sets, with 'all' that "dotenv" reads: #, \\n and \\$PATH`,
  JWT_ISSUER: 'https://id.example/',
  JWT_ROLE_CLAIM: 'realm_access.roles',
  JWT_ROLE_MAP: 'lead=admin',
  CORS_ORIGINS: 'https://admin.example',
  DATABASE_URL: 'postgresql://me:pw@somewhere.example/else',
};

/** Whether a page at `origin` may read what the Worker answers to a token. */
async function mayRead(origin: string, url: string, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, origin };
  const response = await fetch(`${url}${api}/overview`, { headers });
  expect(response.status).toBe(200);
  return response.headers.get('access-control-allow-origin') === origin;
}

describe('npm run dev', () => {
  it('runs twice side by side, says where, and stops without a trace', async () => {
    const [first, second] = await Promise.all([one.start(), two.start('', settings)]);
    expect(first.state.url).toBe(`http://127.0.0.1:${one.port}`);
    expect(second.state.url).toBe(`http://127.0.0.1:${two.port}`);
    expect(await Promise.all([healthOf(first.state.url), healthOf(second.state.url)])).toEqual([
      healthy,
      healthy,
    ]);

    for (const text of [
      `${first.state.url}/docs`,
      `${first.state.url}/openapi.json`,
      first.state.databaseUrl,
    ]) {
      expect(first.said).toContain(text);
    }
    const curl = /curl -H 'Authorization: (Bearer [^']+)' (\S+)/.exec(first.said);
    const answer = await fetch(curl?.[2] ?? '', { headers: { authorization: curl?.[1] ?? '' } });
    expect(answer.status).toBe(200);
    const long = `${first.state.url}${api}/timeseries?granularity=hour&time_range_hours=720`;
    for (let asked = 0; asked < 15; asked += 1) {
      expect(await curled(long, curl?.[1] ?? '')).toHaveProperty('buckets');
    }

    const tokenFor = async (dataDir: string): Promise<string> =>
      (await runDev('token.ts', { DATA_DIR: dataDir }, ['--role', 'admin']).ended).stdout.trim();
    const [oneToken, twoToken] = await Promise.all([tokenFor(one.dataDir), tokenFor(two.dataDir)]);
    expect(await mayRead('http://localhost:5173', first.state.url, oneToken)).toBe(true);
    expect(await mayRead('http://127.0.0.1:3000', first.state.url, oneToken)).toBe(true);
    expect(await mayRead('https://admin.example', first.state.url, oneToken)).toBe(false);
    expect(second.said).toContain('Not using DATABASE_URL');
    expect(decodeJwt(twoToken)).toMatchObject({ iss: settings.JWT_ISSUER, 'realm_access.roles': 'lead' });
    expect(await mayRead('https://admin.example', second.state.url, twoToken)).toBe(true);
    expect(await mayRead('http://localhost:5173', second.state.url, twoToken)).toBe(false);

    expect(await countSessions(first.state.databaseUrl)).toBe(0);
    expect(await countSessions(second.state.databaseUrl)).toBeGreaterThan(100);
    await withClient(first.state.databaseUrl, (client) =>
      client.query('insert into chat_sessions (initiator_id) values (gen_random_uuid())'),
    );
    for (const name of [
      'dev.json',
      'jwt-secret',
      'router-secrets',
      'postgres-password',
      'worker.env',
      'worker.log',
      'postgres.log',
    ]) {
      expect([name, (await stat(path.join(one.dataDir, name))).mode & 0o777]).toEqual([name, 0o600]);
    }

    // The second is asked twice, as by somebody in a hurry.
    first.program.kill('SIGINT');
    second.program.kill('SIGINT');
    second.program.kill('SIGINT');
    expect(await first.program.ended).toMatchObject({ code: 0, stderr: '' });
    expect([0, 130]).toContain((await second.program.ended).code);
    expect(await Promise.all([one.leftovers(), two.leftovers()])).toEqual([[], []]);
  });

  it('keeps its data, refuses a second run over them, and survives being killed', async () => {
    const secret = await readFile(path.join(one.dataDir, 'jwt-secret'), 'utf8');
    // Without DEMO=0 this time: a first start it is no longer.
    const { program, state } = await one.start('');
    expect(await countSessions(state.databaseUrl)).toBe(1);
    expect(await readFile(path.join(one.dataDir, 'jwt-secret'), 'utf8')).toBe(secret);

    const refused = await new DevCopy(one.dataDir, await findFreePort()).run().ended;
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(
      `It already runs over ${one.dataDir}, at ${state.url}. Stop that one, or set DATA_DIR and PORT.\n`,
    );
    expect(await healthOf(state.url)).toEqual(healthy);
    expect(await readDevState(one.dataDir)).toEqual(state);

    program.kill('SIGKILL');
    await program.ended;
    // At once, while what is left of the killed run is still being ended.
    const again = await one.start();
    expect(await healthOf(again.state.url)).toEqual(healthy);
    expect(await processesOf(one.dataDir)).not.toContain(program.pid);

    again.program.kill('SIGKILL');
    await again.program.ended;
    expect(await one.leftovers()).toEqual([]);
  });

  it('says which part ended by itself, and stops the rest', async () => {
    const { program } = await one.start();
    const lock = await readFile(path.join(one.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8');
    process.kill(Number.parseInt(lock, 10), 'SIGKILL');
    const ended = await program.ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^PostgreSQL ended by itself\. The end of .*postgres\.log:\n {2}/);
    expect(await one.leftovers()).toEqual([]);

    // Its stale lock file is no obstacle.
    const next = await one.start();
    next.program.kill('SIGHUP');
    expect(await next.program.ended).toMatchObject({ code: 0 });
    expect(await one.leftovers()).toEqual([]);
  });

  it('can be stopped while it starts', async () => {
    const fresh = await DevCopy.create();
    try {
      const program = fresh.run();
      await program.says('Creating the PostgreSQL data folder');
      program.kill('SIGTERM');
      expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
      expect(await fresh.leftovers()).toEqual([]);
    } finally {
      await fresh.remove();
    }
  });
});

it('the Worker counts as ended once workerd crashes', { timeout: 180_000 }, async () => {
  const [folder, port] = [await mkdtemp(path.join(tmpdir(), 'chat-dashboard-crash-')), await findFreePort()];
  const envFile = await writeRunningVariables(folder, {
    DATABASE_URL: 'postgresql://user@127.0.0.1/never-asked',
    JWT_SECRET: settings.JWT_SECRET,
  });
  const worker = await startWorker({ port, dataDir: folder, envFile, onSpawn: () => {}, show: () => {} });
  try {
    await worker.listening;
    // Of two, the one that takes the requests.
    process.kill(await processWith(`--socket-addr=entry=127.0.0.1:${port}`), 'SIGKILL');
    expect(await worker.exited).toContain('The Workers runtime crashed');
  } finally {
    await worker.stop(true);
    await rm(folder, { recursive: true });
  }
});

describe('npm run dev refuses, in one line and leaving nothing,', () => {
  const run = (env: Record<string, string>): Promise<Ended> => runDev('main.ts', env).ended;

  it('a port that is in use', async () => {
    const server = createServer().listen(two.port, '127.0.0.1');
    try {
      const refused = await two.run().ended;
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toBe(
        `Port ${two.port} is in use or not allowed. Take another: PORT=${two.port + 1} npm run dev\n`,
      );
      await waitForNothingLeft(two.dataDir);
    } finally {
      server.close();
    }
  });

  it('a variable of the Worker that is not valid', async () => {
    const more = { CORS_ORIGINS: 'https://admin.example/', JWT_ROLE_MAP: 'lead=boss' };
    const refused = await two.run('0', more).ended;
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /^JWT_ROLE_MAP: entry 1 is not [^\n]+; CORS_ORIGINS: entry 1 ends with a slash[^\n]+\n$/,
    );
    expect(await two.leftovers()).toEqual([]);
  });

  it('a PORT that is none', async () => {
    const refused = await run({ DATA_DIR: two.dataDir, PORT: '80.5', DEMO: '0' });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe('PORT must be a whole number from 1 to 65535, not "80.5".\n');
  });

  it('a DATA_DIR that is a file', async () => {
    const refused = await run({
      DATA_DIR: path.join(two.dataDir, 'jwt-secret'),
      PORT: String(two.port),
      DEMO: '0',
    });
    expect(refused.code).toBe(1);
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  });
});
