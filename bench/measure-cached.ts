import { setTimeout as sleep } from 'node:timers/promises';
import { apiPath } from '../dev/health.ts';
import { cachedAggregates, longestAggregate } from './endpoints.ts';
import type { Finding } from './findings.ts';
import { HttpConnection } from './http-connection.ts';
import type { Effort } from './options.ts';
import { anyTarget, askRepeatedly, countRequests, requestBytes, type Target } from './requests.ts';
import type { Stage } from './stage.ts';
import { alternate } from './statistics.ts';

const healthRequest = requestBytes({ path: `${apiPath}/health` });

/** The size of an answer in bytes. */
async function bytesOf(target: Target): Promise<number> {
  const connection = await HttpConnection.open(target.port);
  try {
    return (await connection.ask(target.next())).bodyLength;
  } finally {
    connection.close();
  }
}

/** Measures cached aggregates, `select 1` and a constant in alternation, with many concurrent callers. */
export async function measureCached(
  { ports, token }: Stage,
  effort: Effort,
  onProgress: (line: string) => void,
): Promise<Finding[]> {
  const aggregates = cachedAggregates(token);
  const targets: Record<string, Target> = {
    constant: anyTarget('a constant Worker', ports['constant'] ?? 0),
  };
  for (const endpoint of aggregates) {
    const target = { ...endpoint, name: endpoint.what, port: ports['api-large'] ?? 0 };
    targets[endpoint.id] = target;
    // The first request fills the cache after it is answered.
    await askRepeatedly(target, 1);
    await sleep(200);
    await askRepeatedly({ ...target, expect: /cache-status: chat-dashboard; hit/i }, 1);
  }
  const longest = targets[longestAggregate];
  const bytes = longest === undefined ? 0 : await bytesOf(longest);
  const constantRequest = requestBytes({ path: `/${bytes}` });
  targets['health'] = { name: 'health', port: ports['api-large'] ?? 0, next: () => healthRequest };
  targets['select-one'] = anyTarget('select 1', ports['select-one'] ?? 0);
  targets['long-constant'] = {
    name: 'a long constant',
    port: ports['long-constant'] ?? 0,
    next: () => constantRequest,
  };
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
      budget: { atLeast: 0.2 },
    })),
    {
      id: `cached/${longestAggregate}/720h/long-constant`,
      what: `${longestAggregate}, cached`,
      value: rate(longestAggregate),
      unit: 'requests/s',
      against: { what: `constant of ${bytes} bytes`, value: rate('long-constant') },
    },
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
