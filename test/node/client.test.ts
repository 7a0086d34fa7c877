import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFolder } from '../../dev/settings.ts';
import { buildClient } from '../../scripts/build-client.ts';

/** What a program in another repository can do with the client. An error that is expected and does not come fails. */
const sample = `
import { createClient, type AppType, type MetricName, type SessionStatus } from 'chat-dashboard-client';
import { hc } from 'hono/client';

const client = createClient('https://dashboard.example', { headers: { Authorization: 'Bearer x' } });

export async function figures(): Promise<(number | null)[]> {
  const overview = await client.overview.$get({ query: { time_range_hours: 24 } });
  if (overview.status === 200) {
    const { total_sessions, avg_response_time_seconds } = await overview.json();
    const total: number = total_sessions;
    // @ts-expect-error it may be null
    const mean: number = avg_response_time_seconds;
    return [total, mean];
  }
  const metrics: MetricName[] = ['total_sessions', 'response_time'];
  const header = { 'If-None-Match': '"x"' };
  const series = await client.timeseries.$get({ query: { metrics, granularity: 'hour' }, header });
  return series.status === 200 ? (await series.json()).buckets.map(({ total_sessions: n }) => n ?? null) : [];
}

export async function assign(session_id: string, agent_id: string): Promise<string | null | undefined> {
  const { $post } = client.sessions[':session_id'].assign;
  const assigned = await $post({ param: { session_id }, header: { 'If-Match': '"3"' }, json: { agent_id } });
  if (assigned.status === 200) return (await assigned.json()).data.assigned_agent_id;
  if (assigned.status !== 409) return undefined;
  const problem = await assigned.json();
  // @ts-expect-error no code of this status
  if (problem.code === 'queue_empty') return undefined;
  return problem.code === 'session_already_assigned' ? problem.current_agent_id : null;
}

export async function closed(): Promise<SessionStatus[]> {
  const listed = await client.sessions.$get({ query: { status: 'closed', rated: true, limit: 5 } });
  return listed.status === 200 ? (await listed.json()).map(({ status }) => status) : [];
}

// @ts-expect-error the agent is missing
void client.sessions[':session_id'].assign.$post({ param: { session_id: 'x' }, json: {} });
// @ts-expect-error there is no such status
void client.sessions.$get({ query: { status: 'open' } });
// @ts-expect-error there is no such endpoint
void client.nothing;
void hc<AppType>('https://dashboard.example/api/v1/admin/chat-dashboard').health.$get();
`;

let project: string;
let client: string;

beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-client-'));
  client = path.join(project, 'node_modules', 'chat-dashboard-client');
  await buildClient(client);
  await symlink(path.join(projectFolder, 'node_modules', 'hono'), path.join(project, 'node_modules', 'hono'));
});
afterAll(() => rm(project, { recursive: true, force: true }));

it('compiles in another project', async () => {
  await mkdir(path.join(project, 'src'));
  await writeFile(path.join(project, 'src', 'sample.ts'), sample);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'ES2022',
    module: 'NodeNext',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: [],
  };
  await writeFile(path.join(project, 'package.json'), '{ "type": "module" }');
  await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  const tsc = path.join(projectFolder, 'node_modules', 'typescript', 'bin', 'tsc');
  const compiled = promisify(execFile)(process.execPath, [tsc, '-p', project, '--extendedDiagnostics']);
  const { stdout } = await compiled.catch((error: { stdout: string }) => error);
  expect(stdout).not.toMatch(/error TS/);
  // What checking costs, as a number that no other program on the machine changes.
  expect(Number(/^Instantiations:\s+(\d+)$/m.exec(stdout)?.[1])).toBeLessThan(800_000);
});

it('sends what the API takes', async () => {
  const { createClient } = (await import(pathToFileURL(path.join(client, 'index.js')).href)) as {
    createClient: (
      origin: string,
      options: object,
    ) => Record<string, { $get(input: object): Promise<unknown> }>;
  };
  const sent: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    sent.push(url);
    return Promise.resolve(new Response('{}'));
  };
  const api = createClient('https://dashboard.example/', { fetch });
  await api['timeseries']?.$get({
    query: { metrics: ['total_sessions', 'wait_time'], tz: undefined, from: 'x' },
  });
  expect(sent).toEqual([
    'https://dashboard.example/api/v1/admin/chat-dashboard/timeseries?metrics=total_sessions%2Cwait_time&from=x',
  ]);
});

it('has the version of the API, and of Hono', async () => {
  const read = async (folder: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const [own, repository] = await Promise.all([read(client), read(projectFolder)]);
  expect(own['version']).toBe(repository['version']);
  expect(repository['dependencies']).toMatchObject(own['dependencies'] as object);
});
