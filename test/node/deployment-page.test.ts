import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { postgresSteps, startKeeper } from '../../dev/keeper-client.ts';
import { startPostgres, type RunningPostgres } from '../../dev/postgres.ts';
import { startBundle, type BuiltWorker } from '../support/node/built-worker.ts';
import { withClient } from '../support/node/database.ts';
import { pageSteps, setInToml, type PageStep } from '../support/node/page-steps.ts';

/**
 * Runs docs/deployment.md: every code block of it, in the page's order, in a copy of the repository. The page's shell
 * lines run in a shell, its SQL as the owner of the database, and its TOML is set in wrangler.toml.
 *
 * Substituted are:
 * - the reader's values: passwords (`…`), the database's host (a PostgreSQL of this test's own) and chat.example.com
 * - Cloudflare's account: `wrangler deploy` builds with --dry-run, and reads the secrets file; then Miniflare runs the
 *   bundle with the variables of wrangler.toml and the secrets of that file. Other wrangler commands are only noted.
 * - Neon's HTTP endpoint: the local proxy
 */

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const password = 'a password for the dry run, long enough'.replaceAll(/\W/g, '-');

const page = await readFile(path.join(root, 'docs/deployment.md'), 'utf8');
const steps = pageSteps(page);
const upTo = steps.findLastIndex(({ heading }) => heading.startsWith('8.'));

// Ends PostgreSQL and removes the folder even if vitest is killed.
const keeper = startKeeper();
let folder: string;
let clone: string;
let postgres: RunningPostgres;
let worker: BuiltWorker | undefined;

/** What the page's `npx wrangler` does. */
const npx = `#!/bin/sh
set -eu
[ "$1" = wrangler ]
shift
echo "$*" >> "$CALLS"
case "$1" in
  deploy) ;;
  login | rollback | secret) exit ;;
  *) echo "not known to this test: wrangler $*" >&2; exit 1 ;;
esac
[ ! -f .secrets.json ] || cp .secrets.json "$OUT/secrets.json"
exec node "$WRANGLER" "$@" --dry-run --outdir "$OUT"
`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-deployment-'));
  keeper.remove(folder);
  // PostgreSQL may run as another user, who must be able to reach its own folder below this one.
  await chmod(folder, 0o711);
  clone = path.join(folder, 'clone');
  await Promise.all(['bin', 'out', 'postgres', 'clone'].map((name) => mkdir(path.join(folder, name))));
  await writeFile(path.join(folder, 'bin/npx'), npx, { mode: 0o755 });
  await writeFile(path.join(folder, 'environment'), '');

  const files = (await run('git', ['ls-files', '-z', '--cached'], { cwd: root })).stdout;
  for (const file of files
    .split('\0')
    .filter((name) => name !== '' && !/^(?:test|docs|bench)\//.test(name))) {
    await mkdir(path.join(clone, path.dirname(file)), { recursive: true });
    await copyFile(path.join(root, file), path.join(clone, file));
  }
  await symlink(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));

  postgres = await startPostgres({
    folder: path.join(folder, 'postgres'),
    durable: false,
    onSpawn: (pid) => keeper.end(pid, { group: false, steps: postgresSteps }),
  });
  await withClient(postgres.urlOf('postgres'), async (client) => {
    // As on Neon: no superuser.
    await client.query(`create role neondb_owner login createrole password '${password}'`);
    await client.query('create database neondb owner neondb_owner');
  });
});
afterAll(async () => {
  await worker?.stop();
  await postgres.stop('immediate');
  await rm(folder, { recursive: true, force: true });
  await keeper.letGo();
});

/** With values in the place of the reader's. */
function filledIn(text: string): string {
  const { host } = new URL(postgres.urlOf('neondb'));
  return text
    .replaceAll(/@ep-example-123456(?:-pooler)?\.eu-central-1\.aws\.neon\.tech/g, `@${host}`)
    .replaceAll('?sslmode=require', '')
    .replaceAll('…', password)
    .replaceAll('https://chat.example.com', worker?.origin('production') ?? 'https://chat.example.com');
}

/** Runs shell lines in the clone. What they export is there for the next ones. */
async function shell(text: string): Promise<string> {
  const environment = path.join(folder, 'environment');
  const script = `set -eu; . '${environment}'\n${filledIn(text)}\nexport -p > '${environment}'`;
  const { stdout } = await run('sh', ['-c', script], {
    cwd: clone,
    env: {
      HOME: folder,
      PATH: [path.join(folder, 'bin'), path.dirname(process.execPath), process.env['PATH']].join(
        path.delimiter,
      ),
      CALLS: path.join(folder, 'calls'),
      OUT: path.join(folder, 'out'),
      WRANGLER: createRequire(import.meta.url).resolve('wrangler'),
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_WRITE_LOGS: 'false',
    },
  });
  return stdout;
}

/** What Cloudflare does with what was deployed. */
async function startDeployed(): Promise<void> {
  const [bundle, secrets, toml] = await Promise.all([
    readFile(path.join(folder, 'out/worker.js'), 'utf8'),
    readFile(path.join(folder, 'out/secrets.json'), 'utf8'),
    readFile(path.join(clone, 'wrangler.toml'), 'utf8'),
  ]);
  const config = parse(toml) as { env: { production: { vars: Record<string, string> } } };
  worker = await startBundle(bundle, {
    production: {
      ...config.env.production.vars,
      ...(JSON.parse(secrets) as Record<string, string>),
      NEON_FETCH_ENDPOINT: inject('neonEndpoint'),
    },
  });
}

async function take({ language, text }: PageStep): Promise<string> {
  const toml = path.join(clone, 'wrangler.toml');
  switch (language) {
    case 'sh': {
      const said = await shell(text);
      if (text.includes('--secrets-file')) await startDeployed();
      return said;
    }
    case 'sql': {
      const owner = `postgresql://neondb_owner:${password}@${new URL(postgres.urlOf('neondb')).host}/neondb`;
      await withClient(owner, (client) => client.query(filledIn(text)));
      return '';
    }
    case 'toml':
      await writeFile(toml, setInToml(await readFile(toml, 'utf8'), text));
      return '';
    default:
      throw new Error(`The page has a block that nobody can run: ${language}`);
  }
}

const calls = async (): Promise<string[]> =>
  (await readFile(path.join(folder, 'calls'), 'utf8')).trimEnd().split('\n');

describe('docs/deployment.md', () => {
  it('leads, step by step, to a Worker that answers its own check', async () => {
    const said: string[] = [];
    for (const step of steps.slice(0, upTo + 1)) said.push(await take(step));

    expect(await calls()).toEqual([
      'login',
      'deploy --env production --secrets-file .secrets.json',
      'secret put DATABASE_URL --env production',
    ]);
    const [checks = '', overview = ''] = said.slice(-2);
    expect(checks).toMatch(/^\{"status":"healthy","service":"chat-dashboard"\}\s*\{"status":"ready"/);
    expect(JSON.parse(overview)).toMatchObject({ total_sessions: 0 });
  });

  it('gives the Worker the rights of its role only', async () => {
    const secrets = JSON.parse(await readFile(path.join(folder, 'out/secrets.json'), 'utf8')) as {
      DATABASE_URL: string;
    };
    const refused = withClient(secrets.DATABASE_URL, (client) => client.query('delete from chat_audit_log'));
    await expect(refused).rejects.toThrow('permission denied for table chat_audit_log');
  });

  it('leaves no secret behind', async () => {
    const { stdout } = await run(
      'sh',
      ['-c', `grep -rls "${password}" . --exclude-dir=node_modules || true`],
      {
        cwd: clone,
      },
    );
    expect(stdout).toBe('');
  });

  it('goes on with the sign-in, staging, an update and a rollback', async () => {
    for (const step of steps.slice(upTo + 1)) await take(step);
    expect((await calls()).slice(-2)).toEqual(['deploy --env production', 'rollback --env production']);
  });

  it('has a staging environment that shares nothing with production', async () => {
    const built = await shell('npx wrangler deploy --env staging');
    expect(built).toContain('env.CACHE');
    interface Environment {
      name: string;
      routes: unknown;
      ratelimits: { namespace_id: string }[];
      vars: object;
    }
    const { env } = parse(await readFile(path.join(clone, 'wrangler.toml'), 'utf8')) as unknown as {
      env: { production: Environment; staging: Environment };
    };
    expect(env.staging.name).toBe('chat-dashboard-staging');
    expect(env.staging.routes).toEqual([{ pattern: 'staging.example.com', custom_domain: true }]);
    expect(env.staging.ratelimits.map((limit) => limit.namespace_id)).toEqual(['8721', '8722', '8723']);
    expect(env.staging.vars).toEqual(env.production.vars);
  });
});
