import { setTimeout as sleep } from 'node:timers/promises';
import { apiPath } from '../dev/health.ts';
import { queueSessions } from './databases.ts';
import { cachedAggregates, commandEndpoints, readingEndpoints, type Endpoint } from './endpoints.ts';
import type { Finding } from './findings.ts';
import type { Effort } from './options.ts';
import { countRequests, requestBytes, timeRequests, type Target } from './requests.ts';
import type { Stage } from './stage.ts';
import { alternate } from './statistics.ts';

const anyRequest = requestBytes({ path: '/' });
const healthRequest = requestBytes({ path: `${apiPath}/health` });
const plainTarget = (name: string, port: number): Target => ({ name, port, next: () => anyRequest });

/** An endpoint on both sizes and `select 1`, in turn. */
async function compareUncached(
  { ports }: Stage,
  effort: Effort,
  large: Endpoint,
  small: Endpoint,
): Promise<Finding[]> {
  const block = (target: Target) => (): Promise<number> => timeRequests(target, effort.latencyRequests);
  const found = await alternate(effort.latencyRounds, {
    large: block({ ...large, name: large.what, port: ports['api-large'] ?? 0 }),
    selectOne: block(plainTarget('select 1', ports['select-one'] ?? 0)),
    small: block({ ...small, name: small.what, port: ports['api-small'] ?? 0 }),
  });
  const finding = { what: large.what, value: found.large, unit: 'ms' } as const;
  return [
    {
      ...finding,
      id: `uncached/${large.id}/select-one`,
      against: { what: 'select 1', value: found.selectOne },
      budget: { atMost: 3 },
    },
    {
      ...finding,
      id: `uncached/${large.id}/tenth`,
      against: { what: 'on a tenth', value: found.small },
      budget: { atMost: 1.3 },
    },
  ];
}

/** Lets every Worker and the proxy compile what they will run. */
async function warmUp(
  { ports }: Stage,
  endpoints: Record<'api-large' | 'api-small', Endpoint[]>,
): Promise<void> {
  for (const name of ['api-large', 'api-small'] as const) {
    for (const endpoint of endpoints[name]) {
      await timeRequests({ ...endpoint, name: endpoint.what, port: ports[name] ?? 0 }, 20);
    }
    await timeRequests(plainTarget('select 1', ports['select-one'] ?? 0), 300);
  }
}

/** Every endpoint past the cache, one request at a time. */
export async function measureUncached(
  stage: Stage,
  effort: Effort,
  onProgress: (line: string) => void,
): Promise<Finding[]> {
  const { urls, token } = stage;
  const findings: Finding[] = [];
  const compare = async (large: Endpoint[], small: Endpoint[]): Promise<void> => {
    for (const [index, endpoint] of large.entries()) {
      onProgress(`${endpoint.what}, uncached`);
      const twin = small[index] ?? endpoint;
      findings.push(...(await compareUncached(stage, effort, endpoint, twin)));
    }
  };
  const large = await readingEndpoints(urls.large, token);
  const small = await readingEndpoints(urls.small, token);
  await warmUp(stage, { 'api-large': large, 'api-small': small });
  await compare(large, small);
  const sessions = (effort.latencyRounds + 1) * effort.latencyRequests;
  const commandsOf = async (url: string): Promise<Endpoint[]> =>
    commandEndpoints(url, token, await queueSessions(url, sessions));
  await compare(await commandsOf(urls.large), await commandsOf(urls.small));
  return findings;
}

/** The aggregates from the cache, `select 1` and a constant, in turn, with many callers. */
export async function measureCached(
  { ports, token }: Stage,
  effort: Effort,
  onProgress: (line: string) => void,
): Promise<Finding[]> {
  const aggregates = cachedAggregates(token);
  const targets: Record<string, Target> = {
    constant: plainTarget('a constant Worker', ports['constant'] ?? 0),
    'select-one': plainTarget('select 1', ports['select-one'] ?? 0),
    health: { name: 'health', port: ports['api-large'] ?? 0, next: () => healthRequest },
  };
  for (const endpoint of aggregates) {
    const target = { ...endpoint, name: endpoint.what, port: ports['api-large'] ?? 0 };
    targets[endpoint.id] = target;
    // The first one fills the cache behind its answer.
    await timeRequests(target, 1);
    await sleep(200);
    await timeRequests({ ...target, expect: /cache-status: chat-dashboard; hit/i }, 1);
  }
  onProgress(`Cached answers, ${effort.callers} callers`);
  const { callers, throughputMs: durationMs } = effort;
  const blocks = Object.entries(targets).map(
    ([id, target]) => [id, () => countRequests(target, { callers, durationMs })] as const,
  );
  const found: Record<string, number> = await alternate(effort.throughputRounds, Object.fromEntries(blocks));
  const against = { what: 'constant', value: found['constant'] ?? Number.NaN };
  const rate = (id: string): number => found[id] ?? Number.NaN;
  return [
    ...aggregates.map(({ id, what }): Finding => ({
      id: `cached/${id}/720h/constant`,
      what: `${what}, cached`,
      value: rate(id),
      unit: 'requests/s',
      against,
      budget: { atLeast: 0.5 },
    })),
    {
      id: 'health/constant',
      what: 'health, nothing read',
      value: rate('health'),
      unit: 'requests/s',
      against,
    },
    { id: 'select-one/constant', what: 'select 1', value: rate('select-one'), unit: 'requests/s', against },
  ];
}
