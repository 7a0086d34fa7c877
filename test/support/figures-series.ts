import openApi from '../../openapi.json' with { type: 'json' };
import { perMillisecond } from './figures-arithmetic.ts';
import { itemsIn, writtenIn, type Asked } from './figures-answers.ts';
import { bucketsOf, hourOfWeek, type Granularity } from './figures-calendar.ts';
import { settled } from './figures-comparison.ts';
import type { MessageRow, Tables } from './figures-rows.ts';
import { stretchOf, windowInfo, type Window } from './figures-window.ts';
import { agentPartFigures, partFigures } from './figures.ts';
import type { Item } from './ledger-oracle.ts';

/** Expected time series and heat maps. */

/** The parameters of a request; omitted ones have defaults. */
export interface SeriesQuestion {
  window: Window;
  granularity?: Granularity;
  tz?: string;
  metrics?: readonly string[];
  agent?: string;
}

export function seriesPath(
  endpoint: 'timeseries' | 'heatmap',
  { window, granularity, tz, metrics, agent }: SeriesQuestion,
): string {
  const parameters = [
    window.query,
    endpoint === 'timeseries' && granularity && `granularity=${granularity}`,
    tz && `tz=${encodeURIComponent(tz)}`,
    metrics && `metrics=${metrics.join(',')}`,
    agent && `agent_id=${agent}`,
  ];
  return `${endpoint}?${parameters.filter(Boolean).join('&')}`;
}

interface Part {
  items: Item[];
  written: MessageRow[];
}

/** Splits the items and messages of a window by the index of their part. */
function partsOf(
  tables: Tables,
  { agent }: SeriesQuestion,
  asked: Asked,
  count: number,
  partAt: (instant: bigint) => number,
): Part[] {
  const stretch = stretchOf(asked.window, asked.generatedAt);
  const parts = Array.from({ length: count }, (): Part => ({ items: [], written: [] }));
  for (const item of itemsIn(tables, stretch, agent)) parts[partAt(BigInt(item.at))]?.items.push(item);
  for (const message of writtenIn(tables, stretch)) parts[partAt(message.created_at)]?.written.push(message);
  return parts;
}

/** Returns a function that adds a part's metrics to the fields that identify it. */
function valuesOf({ metrics = ['total_sessions'], agent }: SeriesQuestion) {
  const ofPart = ({ items, written }: Part): object => {
    const figures = agent === undefined ? partFigures(items, written) : agentPartFigures(items);
    return Object.fromEntries(metrics.map((name) => [name, figures[name]]));
  };
  const nothing = ofPart({ items: [], written: [] });
  return (part: Part | undefined, names: object): object => {
    const isEmpty = part === undefined || part.items.length + part.written.length === 0;
    return { ...names, ...(isEmpty ? nothing : ofPart(part)) };
  };
}

const common = ({ tz = 'UTC', agent, metrics = ['total_sessions'] }: SeriesQuestion, asked: Asked) => ({
  tz,
  agent_id: agent ?? null,
  // An answer lists them in the contract's order, whatever the order asked for.
  metrics: openApi.components.schemas.MetricName.enum.filter((name) => metrics.includes(name)),
  ...windowInfo(asked.window, asked.generatedAt),
});

export function timeSeries(tables: Tables, question: SeriesQuestion, asked: Asked): unknown {
  const { granularity = 'day', tz = 'UTC' } = question;
  const { since, until } = stretchOf(asked.window, asked.generatedAt);
  const buckets = bucketsOf(granularity, tz, since, until);
  const starts = buckets.map(({ start }) => BigInt(start) * perMillisecond);
  const partAt = (instant: bigint): number => starts.findLastIndex((start) => start <= instant);
  const parts = partsOf(tables, question, asked, buckets.length, partAt);
  const values = valuesOf(question);
  return settled(
    {
      granularity,
      ...common(question, asked),
      buckets: buckets.map(({ start, end, localStart }, i) =>
        values(parts[i], {
          start: new Date(start).toISOString(),
          end: new Date(end).toISOString(),
          local_start: localStart,
        }),
      ),
    },
    asked.answered,
  );
}

export function heatmap(tables: Tables, question: SeriesQuestion, asked: Asked): unknown {
  const { tz = 'UTC' } = question;
  const parts = partsOf(tables, question, asked, 168, (instant) => hourOfWeek(tz, instant));
  const values = valuesOf(question);
  return settled(
    {
      ...common(question, asked),
      cells: parts.map((part, place) =>
        values(part, { weekday: Math.floor(place / 24) + 1, hour: place % 24 }),
      ),
    },
    asked.answered,
  );
}
