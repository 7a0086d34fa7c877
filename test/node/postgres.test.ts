import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresOptions, type RunningPostgres } from '../../dev/postgres.ts';
import { processBirth } from '../../dev/processes.ts';
import { withClient } from '../support/node/database.ts';

let folder: string;
const started: RunningPostgres[] = [];

async function start(more: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
  const postgres = await startPostgres({ folder, durable: false, ...more });
  started.push(postgres);
  return postgres;
}

const write = (postgres: RunningPostgres, text: string): Promise<unknown> =>
  withClient(postgres.urlOf('postgres'), (client) => client.query('insert into notes values ($1)', [text]));

const readAll = (postgres: RunningPostgres): Promise<string[]> =>
  withClient(postgres.urlOf('postgres'), async (client) => {
    const { rows } = await client.query<{ note: string }>('select note from notes order by note');
    return rows.map(({ note }) => note);
  });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-postgres-'));
});

afterAll(async () => {
  await Promise.all(started.map((postgres) => postgres.stop('immediate')));
  await rm(folder, { recursive: true, force: true });
});

describe('the local PostgreSQL', () => {
  it('leaves nothing that would be taken for a database when its creation is cut short', async () => {
    const stop = new AbortController();
    let pid = 0;
    const onSpawn = (spawned: number): void => {
      pid = spawned;
      stop.abort(new Error('stopped'));
    };
    await expect(start({ signal: stop.signal, onSpawn })).rejects.toThrow('stopped');
    expect(processBirth(pid)).toBeUndefined();
    expect(await readdir(path.join(folder, 'postgres'))).not.toContain('data');
  });

  it('is PostgreSQL 18 in UTF-8 and UTC, sorts by code point, and knows letters beyond ASCII', async () => {
    const postgres = await start();
    await withClient(postgres.urlOf('postgres'), async (client) => {
      await client.query('create table notes (note text primary key)');
      const { rows } = await client.query(
        `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
         current_setting('timezone') as zone, 'a' > 'Z' as by_code_point, upper('é') as letter`,
      );
      expect(rows).toEqual([
        { version: 18, encoding: 'UTF8', zone: 'UTC', by_code_point: true, letter: 'É' },
      ]);
    });
    await write(postgres, 'first');
  });

  it('asks for a password, which its owner alone can read', async () => {
    const [postgres] = started;
    const url = new URL(postgres?.urlOf('postgres') ?? '');
    expect((await stat(path.join(folder, 'postgres-password'))).mode & 0o777).toBe(0o600);
    url.password = '';
    await expect(withClient(url.href, (client) => client.query('select 1'))).rejects.toThrow(/password/);
    url.password = 'wrong';
    await expect(withClient(url.href, (client) => client.query('select 1'))).rejects.toThrow(
      /password authentication failed/,
    );
  });

  it('listens on this machine only', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((one) => one !== undefined && !one.internal && one.family === 'IPv4')?.address;
    const failure = await new Promise<string | undefined>((resolve) => {
      // A machine without a network has no other address to be reached by.
      const socket = connect(started[0]?.port ?? 0, address ?? '127.0.0.2', () => resolve(undefined));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(failure).toBe('ECONNREFUSED');
  });

  it('takes the place of a server that an earlier run had left', async () => {
    const [left] = started;
    const said: string[] = [];
    const postgres = await start({ onProgress: (line) => said.push(line) });
    expect(said).toEqual(['Stopped the PostgreSQL that an earlier run had left']);
    expect(processBirth(left?.pid ?? 0)).toBeUndefined();
    expect(await readAll(postgres)).toEqual(['first']);
  });

  it('keeps what was committed when it is killed, and starts over its stale lock file', async () => {
    const postgres = started.at(-1);
    if (postgres === undefined) throw new Error('not started');
    await write(postgres, 'second');
    process.kill(postgres.pid, 'SIGKILL');
    await postgres.exited;
    const next = await start();
    expect(await readAll(next)).toEqual(['first', 'second']);
    await next.stop('immediate');
    expect(await readAll(await start())).toEqual(['first', 'second']);
  });

  it('does not take another program for a server, where a lock file names its process', async () => {
    await started.at(-1)?.stop('fast');
    const lock = path.join(folder, 'postgres', 'data', 'postmaster.pid');
    await writeFile(lock, `${process.pid}\n${path.dirname(lock)}\n0\n1\n\n127.0.0.1\n\nready   \n`);
    expect(await readAll(await start())).toEqual(['first', 'second']);
  });

  it('says what its log says when it cannot start, and leaves nothing running', async () => {
    await started.at(-1)?.stop('fast');
    const settings = path.join(folder, 'postgres', 'data', 'postgresql.conf');
    await writeFile(settings, `${await readFile(settings, 'utf8')}\nno_such_setting = 1\n`);
    let pid = 0;
    const attempt = start({ onSpawn: (spawned) => (pid = spawned) });
    await expect(attempt).rejects.toThrow(/PostgreSQL did not start[^]*no_such_setting/);
    expect(processBirth(pid)).toBeUndefined();
  });
});
