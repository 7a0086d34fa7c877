import { apiPath } from '../dev/health.ts';
import { readSample } from './databases.ts';
import { requestBytes } from './requests.ts';

/** An endpoint as it is asked in one of the databases. */
export interface Endpoint {
  /** For ids: `overview/720h`. */
  id: string;
  /** For people. */
  what: string;
  /** The next request, past the cache where there is one. */
  next(): Buffer;
  expect?: RegExp;
}

const aggregates = ['overview', 'agent-performance', 'satisfaction', 'message-analytics'] as const;
export type Aggregate = (typeof aggregates)[number];

export const longestRangeHours = 720;

const cachedRequest = (id: Aggregate, token: string, headers: Record<string, string>): Buffer =>
  requestBytes({ path: `${apiPath}/${id}?time_range_hours=${longestRangeHours}`, token, headers });

/** The four aggregates, as a client asks them that takes what is cached, and from Cloudflare's edge. */
export const cachedAggregates = (token: string): (Endpoint & { id: Aggregate })[] =>
  aggregates.map((id) => {
    const request = cachedRequest(id, token, { 'Accept-Encoding': 'br, gzip' });
    return { id, what: `${id} ${longestRangeHours} h`, next: () => request };
  });

/** One whose answer is so long that writing it is most of the work, for who does not take it compressed. */
export function longestCached(token: string): Endpoint {
  const request = cachedRequest('agent-performance', token, {});
  return { id: 'agent-performance', what: `agent-performance ${longestRangeHours} h`, next: () => request };
}

/** Everything that only reads. Each of these is one round trip to the database. */
export async function readingEndpoints(databaseUrl: string, token: string): Promise<Endpoint[]> {
  const { agents, transcriptSession } = await readSample(databaseUrl);
  const uncached = aggregates.flatMap((name) =>
    // One more of agents: 720 and 24 hours are windows that are kept (docs/rollups.md), 700 are not.
    [longestRangeHours, 24, ...(name === 'agent-performance' ? [700] : [])].map((hours): Endpoint => {
      const request = requestBytes({
        path: `${apiPath}/${name}?time_range_hours=${hours}`,
        token,
        headers: { 'Cache-Control': 'no-cache' },
      });
      const expect = /cache-status: chat-dashboard; fwd=request/i;
      return { id: `${name}/${hours}h`, what: `${name} ${hours} h`, next: () => request, expect };
    }),
  );
  const series = [
    [
      'timeseries-day',
      'timeseries?granularity=day&metrics=total_sessions,total_messages,unanswered_sessions',
    ],
    ['timeseries-hour', 'timeseries?granularity=hour'],
    ['timeseries-percentiles', 'timeseries?granularity=day&metrics=response_time,wait_time,handle_time'],
    ['timeseries-zone', 'timeseries?granularity=day&tz=America/New_York'],
    ['heatmap', 'heatmap?tz=Europe/Berlin'],
  ].map(([id = '', path = '']): Endpoint => {
    const request = requestBytes({
      path: `${apiPath}/${path}&time_range_hours=${longestRangeHours}`,
      token,
      headers: { 'Cache-Control': 'no-cache' },
    });
    return { id: `${id}/${longestRangeHours}h`, what: `${id} ${longestRangeHours} h`, next: () => request };
  });
  const lists = ['active-sessions', 'waiting-sessions'].map((name): Endpoint => {
    const request = requestBytes({ path: `${apiPath}/${name}?limit=20`, token });
    return { id: name, what: `${name}, 20 of them`, next: () => request };
  });
  // The sessions behind a count of each kind: one that rollups have, one that is counted, an agent's.
  const opened = [
    ['closed', 'status=closed&time_range_hours=720'],
    ['rated-closed-low', 'status=closed&rating=1&time_range_hours=720'],
    ['agent', `agent_id=${agents[0]}&time_range_hours=720`],
  ].map(([id, query]): Endpoint => {
    const request = requestBytes({ path: `${apiPath}/sessions?${query}`, token });
    return { id: `sessions/${id}`, what: `sessions, 20 of 720 h, ${id}`, next: () => request };
  });
  const request = requestBytes({ path: `${apiPath}/sessions/${transcriptSession}/transcript`, token });
  return [
    ...uncached,
    ...series,
    ...lists,
    ...opened,
    { id: 'transcript', what: 'transcript, 22 messages', next: () => request },
  ];
}

/**
 * The two commands. Each request is about another session: it is first assigned, and may then be transferred.
 *
 * @param sessions that wait, as many as there will be requests of each
 */
export async function commandEndpoints(
  databaseUrl: string,
  token: string,
  sessions: readonly string[],
): Promise<Endpoint[]> {
  const { agents } = await readSample(databaseUrl);
  const command = (id: string, path: string, bodyOf: (turn: number) => unknown): Endpoint => {
    let turn = -1;
    const next = (): Buffer => {
      turn++;
      return requestBytes({
        path: `${apiPath}/sessions/${sessions[turn]}/${path}`,
        token,
        body: bodyOf(turn),
      });
    };
    return { id, what: id, next };
  };
  const agent = (turn: number): string | undefined => agents[turn % agents.length];
  return [
    command('assign', 'assign', (turn) => ({ agent_id: agent(turn) })),
    command('transfer', 'transfer', (turn) => ({ to_agent_id: agent(turn + 1), reason: 'measured' })),
  ];
}
