import { apiPath } from '../dev/health.ts';
import { readSample } from './databases.ts';
import { requestBytes } from './requests.ts';

/** An endpoint to measure, on one of the databases. */
export interface Endpoint {
  /** Used in finding ids: `overview/720h`. */
  id: string;
  /** A readable name. */
  what: string;
  /** The next request; bypasses the cache if the endpoint has one. */
  next(): Buffer;
  expect?: RegExp;
  /** The maximum ratio to `select 1`, and to the same request on a tenth of the data. */
  budget: { selectOne: number; tenth: number };
}

const aggregates = ['overview', 'agent-performance', 'satisfaction', 'message-analytics'] as const;
export type Aggregate = (typeof aggregates)[number];

export const longestRangeHours = 720;

/** The four aggregates, requested so that cached answers are allowed. */
export const cachedAggregates = (token: string): (Omit<Endpoint, 'budget'> & { id: Aggregate })[] =>
  aggregates.map((id) => {
    const request = requestBytes({ path: `${apiPath}/${id}?time_range_hours=${longestRangeHours}`, token });
    return { id, what: `${id} ${longestRangeHours} h`, next: () => request };
  });

/** The largest allowed ratios, by kind of answer (docs/bench.md). `rows`: lists, transcripts and commands. */
const budgets = {
  summary: { selectOne: 8, tenth: 1.5 },
  agents: { selectOne: 20, tenth: 1.5 },
  hours: { selectOne: 12, tenth: 1.5 },
  rows: { selectOne: 3, tenth: 1.3 },
};

/** The windows of the aggregate requests: two common ones, and one with arbitrary ends. */
function windows(): [name: string, query: string][] {
  const now = Date.now();
  const instant = (hoursAgo: number): string => new Date(now - hoursAgo * 3_600_000).toISOString();
  return [
    [`${longestRangeHours}h`, `time_range_hours=${longestRangeHours}`],
    ['24h', 'time_range_hours=24'],
    ['any', `from=${instant(699.37)}&to=${instant(11.61)}`],
  ];
}

const days = 'granularity=day';
const series = [
  [
    'timeseries-day',
    `timeseries?${days}&metrics=total_sessions,total_messages,unanswered_sessions`,
    'summary',
  ],
  ['timeseries-percentiles', `timeseries?${days}&metrics=response_time,wait_time,handle_time`, 'summary'],
  ['timeseries-flow', `timeseries?${days}&metrics=flow_created,flow_closed,flow_abandoned`, 'summary'],
  ['timeseries-zone', `timeseries?${days}&tz=America/New_York`, 'summary'],
  ['timeseries-hour', 'timeseries?granularity=hour', 'hours'],
  ['heatmap', 'heatmap?tz=Europe/Berlin', 'hours'],
] as const;

/** All read-only endpoints. Each is one round trip to the database. */
export async function readingEndpoints(databaseUrl: string, token: string): Promise<Endpoint[]> {
  const { agents, transcriptSession } = await readSample(databaseUrl);
  const endpoint = (id: string, what: string, path: string, kind: keyof typeof budgets): Endpoint => {
    const headers = { 'Cache-Control': 'no-cache' };
    const request = requestBytes({ path: `${apiPath}/${path}`, token, headers });
    return { id, what, next: () => request, budget: budgets[kind] };
  };
  const uncached = aggregates.flatMap((name) =>
    windows().map(([window, query]) =>
      endpoint(
        `${name}/${window}`,
        `${name} ${window}`,
        `${name}?${query}`,
        name === 'agent-performance' ? 'agents' : 'summary',
      ),
    ),
  );
  const parts = series.map(([id, path, kind]) =>
    endpoint(
      `${id}/${longestRangeHours}h`,
      `${id} ${longestRangeHours}h`,
      `${path}&time_range_hours=${longestRangeHours}`,
      kind,
    ),
  );
  const lists = ['active-sessions', 'waiting-sessions'].map((name) =>
    endpoint(name, `${name}, 20 of them`, `${name}?limit=20`, 'rows'),
  );
  // The sessions behind one count of each kind: from the sessions table, from session events, of one agent.
  const opened = [
    ['closed', 'status=closed'],
    ['rated-closed-low', 'status=closed&rating=1'],
    ['flow-reopened', 'flow=reopened'],
    ['agent', `agent_id=${agents[0]}`],
  ].map(([id, query]) =>
    endpoint(
      `sessions/${id}`,
      `sessions, 20 of ${longestRangeHours}h, ${id}`,
      `sessions?${query}&time_range_hours=${longestRangeHours}`,
      'rows',
    ),
  );
  const transcript = `sessions/${transcriptSession}/transcript`;
  return [
    ...uncached,
    ...parts,
    ...lists,
    ...opened,
    endpoint('transcript', 'transcript, 22 messages', transcript, 'rows'),
  ];
}

/**
 * The two commands. Each request uses a different session, which is first assigned and can then be
 * transferred.
 *
 * @param sessions waiting sessions, one for each request of a command
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
    return { id, what: id, next, budget: budgets.rows };
  };
  const agent = (turn: number): string | undefined => agents[turn % agents.length];
  return [
    command('assign', 'assign', (turn) => ({ agent_id: agent(turn) })),
    command('transfer', 'transfer', (turn) => ({ to_agent_id: agent(turn + 1), reason: 'measured' })),
  ];
}
