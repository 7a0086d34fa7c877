import type { Schema } from '../api/client.ts';
import type { Filters } from '../routes/sessions/sessions-search.ts';
import type { Ends } from './drill.ts';

export type Bucket = Schema<'TimeSeriesResponse'>['buckets'][number];
/** The metrics of a bucket of a series, or of a cell of a heat map. */
export type Values = Omit<Bucket, 'start' | 'end' | 'local_start'>;
export type Metric = keyof Values;
type Overview = Schema<'DashboardOverviewResponse'>;
type Satisfaction = Schema<'SatisfactionMetricsResponse'>;
type Messages = Schema<'MessageAnalyticsResponse'>;

/** One agent's entry of `GET agent-performance`, with the window that its answer is about. */
export type AgentFigures = Schema<'AgentPerformanceResponse'> & Ends;

/** The answers that figures are read from, each with `previous` and `change` where compared. */
export interface Sources {
  overview: Overview;
  satisfaction: Satisfaction;
  messages: Messages;
  agent: AgentFigures;
}

/** The figures of a window, or of the window before. */
export type FiguresOf<Source extends keyof Sources> = Omit<
  NonNullable<Sources[Source]['previous']>,
  'from' | 'to'
>;

/** Where a figure is in its answer: `response_time.p50`. */
export type FigurePath<Figures> = {
  [Name in keyof Figures & string]: Figures[Name] extends number | null
    ? Name
    : `${Name}.${keyof Figures[Name] & (string | number)}`;
}[keyof Figures & string];

/** How a figure is written. */
export type Format = 'count' | 'duration' | 'percent' | 'decimal' | 'rating';

/** One line of a figure's chart. */
export interface SeriesLine {
  label: string;
  of(bucket: Values): number | null | undefined;
}

interface FigureBase {
  /** What it is called, short enough for a tile. */
  label: string;
  /** What it means, in one sentence. */
  sentence: string;
  format: Format;
  /** Which way is good. */
  better: 'up' | 'down' | 'neither';
  /** What `n` counts: `responses`. One thing, and several. */
  unit: [one: string, several: string];
  /** A second figure for the quiet line: the 90th percentile beside the median. */
  beside?: { label: string; path: string; format: Format };
  /** How it develops. */
  series?: { metrics: Metric[]; lines: SeriesLine[]; n(bucket: Values): number };
  /** The filters of `GET sessions` that list the sessions behind it; left out where no list is exactly that. */
  drill?: Filters;
  /** The filter of `GET sessions` that names the agent, where the figure is one agent's. */
  agentFilter?: 'agent_id' | 'first_responder_id' | 'rated_agent_id';
  /** Why the list may have fewer sessions than `n`. */
  drillNote?: string;
}

/** A figure, as the catalogue describes it. */
export interface Figure<Source extends keyof Sources = keyof Sources> extends FigureBase {
  source: Source;
  /** Where its value is; or how it is made of others, where the API has no such figure. */
  value: FigurePath<FiguresOf<Source>> | ((figures: FiguresOf<Source>) => number | null);
  /** Where the number of things is that it rests on; in another answer, if its own lacks it. */
  n:
    | FigurePath<FiguresOf<Source>>
    | ((figures: FiguresOf<Source>) => number)
    | { [Other in keyof Sources]: { source: Other; path: FigurePath<FiguresOf<Other>> } }[keyof Sources];
}

/** Describes a figure of the overview. */
export const ofOverview = (figure: Omit<Figure<'overview'>, 'source'>): Figure =>
  ({ source: 'overview', ...figure }) as unknown as Figure;

/** Describes a figure of satisfaction. */
export const ofSatisfaction = (figure: Omit<Figure<'satisfaction'>, 'source'>): Figure =>
  ({ source: 'satisfaction', ...figure }) as unknown as Figure;

/** Describes a figure of message analytics. */
export const ofMessages = (figure: Omit<Figure<'messages'>, 'source'>): Figure =>
  ({ source: 'messages', ...figure }) as unknown as Figure;

/** Describes a figure of one agent. */
export const ofAgent = (figure: Omit<Figure<'agent'>, 'source'>): Figure =>
  ({ source: 'agent', ...figure }) as unknown as Figure;

/** How a distribution of times develops: its median and its 90th percentile. */
export const timesOf = (name: 'response_time' | 'wait_time' | 'handle_time') => ({
  metrics: [name],
  lines: [
    { label: 'Median', of: (bucket: Values) => bucket[name]?.p50 },
    { label: '90th pct.', of: (bucket: Values) => bucket[name]?.p90 },
  ],
  n: (bucket: Values) => bucket[name]?.count ?? 0,
});
