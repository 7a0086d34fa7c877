import { setTimeout as sleep } from 'node:timers/promises';
import { apiPath } from '../dev/health.ts';
import { cachedAggregates } from './endpoints.ts';
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

/** Measures cached aggregates with many concurrent callers, each in turn with a constant of the same size. */
export async function measureCached(
  { ports, token }: Stage,
  effort: Effort,
  onProgress: (line: string) => void,
): Promise<Finding[]> {
  const aggregates = cachedAggregates(token).map(({ what, next }): Target => ({
    name: what,
    port: ports['api-large'] ?? 0,
    next,
  }));
  for (const target of aggregates) {
    // The first request fills the cache after it is answered.
    await askRepeatedly(target, 1);
    await sleep(200);
    await askRepeatedly({ ...target, expect: /cache-status: chat-dashboard; hit/i }, 1);
  }
  const health = { name: 'health', port: ports['api-large'] ?? 0, next: () => healthRequest };
  const selectOne = anyTarget('select 1', ports['select-one'] ?? 0);
  onProgress(`Cached answers, ${effort.callers} callers`);
  const { callers, throughputMs: durationMs } = effort;
  const findings: Finding[] = [];
  for (const target of [...aggregates, health, selectOne]) {
    const bytes = await bytesOf(target);
    const request = requestBytes({ path: `/${bytes}` });
    const constant = { name: 'a constant', port: ports['constant'] ?? 0, next: () => request };
    const rates = await alternate(effort.throughputRounds, {
      target: () => countRequests(target, { callers, durationMs }),
      constant: () => countRequests(constant, { callers, durationMs }),
    });
    const isAggregate = aggregates.includes(target);
    findings.push({
      id: `${isAggregate ? 'cached/' : ''}${target.name.replaceAll(' ', '-')}/constant`,
      what: isAggregate ? `${target.name}, cached` : target.name,
      value: rates.target,
      unit: 'requests/s',
      against: { what: `constant of ${bytes} bytes`, value: rates.constant },
      ...(isAggregate ? { budget: { atLeast: 0.2 } } : {}),
    });
  }
  return findings;
}
