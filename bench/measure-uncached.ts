import { foldNow, queueSessions } from './databases.ts';
import { commandEndpoints, readingEndpoints, type Endpoint } from './endpoints.ts';
import type { Finding } from './findings.ts';
import type { Effort } from './options.ts';
import { anyTarget, askRepeatedly, openTarget } from './requests.ts';
import type { Stage } from './stage.ts';
import { alternate } from './statistics.ts';

/** Compares an endpoint on both databases with `select 1`, in alternation. */
async function compareUncached(
  { ports }: Stage,
  effort: Effort,
  large: Endpoint,
  small: Endpoint,
): Promise<Finding[]> {
  const targets = {
    large: await openTarget({ ...large, name: large.what, port: ports['api-large'] ?? 0 }),
    selectOne: await openTarget(anyTarget('select 1', ports['select-one'] ?? 0)),
    small: await openTarget({ ...small, name: small.what, port: ports['api-small'] ?? 0 }),
  };
  const found = await alternate(effort.latencyRounds, {
    large: () => targets.large.time(effort.latencyRequests),
    selectOne: () => targets.selectOne.time(effort.latencyRequests),
    small: () => targets.small.time(effort.latencyRequests),
  });
  for (const target of Object.values(targets)) target.close();
  const finding = { what: large.what, value: found.large, unit: 'ms' } as const;
  return [
    {
      ...finding,
      id: `uncached/${large.id}/select-one`,
      against: { what: 'select 1', value: found.selectOne },
      budget: { atMost: large.budget.selectOne },
    },
    {
      ...finding,
      id: `uncached/${large.id}/tenth`,
      against: { what: 'on a tenth', value: found.small },
      budget: { atMost: large.budget.tenth },
    },
  ];
}

/** Lets every Worker and the proxy compile their code. */
async function warmUp(
  { ports }: Stage,
  endpoints: Record<'api-large' | 'api-small', Endpoint[]>,
): Promise<void> {
  for (const name of ['api-large', 'api-small'] as const) {
    for (const endpoint of endpoints[name]) {
      await askRepeatedly({ ...endpoint, name: endpoint.what, port: ports[name] ?? 0 }, 20);
    }
    await askRepeatedly(anyTarget('select 1', ports['select-one'] ?? 0), 300);
  }
}

/** Measures every endpoint without the cache, one request at a time. */
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
      for (const url of Object.values(urls)) await foldNow(url);
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
