import { formatDuration } from '../format/durations.ts';
import {
  formatChange,
  formatCount,
  formatDecimal,
  formatPercent,
  formatPoints,
  nothing,
} from '../format/numbers.ts';
import type { Figure, Format, Sources } from './figure.ts';

/** A figure as it is read from answers: everything that a tile shows. */
export interface Reading {
  value: number | null;
  n: number;
  beside: string | undefined;
  previous: number | null | undefined;
  /** The change since the window before; undefined where it was not asked for. */
  change: Change | undefined;
}

export interface Change {
  text: string;
  direction: 'up' | 'down' | 'same';
  verdict: 'better' | 'worse' | 'neither';
}

const at = (figures: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], figures);

type Read = Figure['value'];

/** Reads one number of an answer; null where there is nothing to take it over. */
export const numberAt = (figures: unknown, read: Read | string): number | null => {
  const found = typeof read === 'string' ? at(figures, read) : read(figures as never);
  return typeof found === 'number' ? found : null;
};

/** Writes a value; a dash where there is nothing to take it over. */
export function write(format: Format, value: number | null | undefined): string {
  if (value === null || value === undefined) return nothing;
  if (format === 'duration') return formatDuration(value);
  if (format === 'percent') return formatPercent(value);
  if (format === 'rating') return formatDecimal(value, 2);
  return format === 'decimal' ? formatDecimal(value, 1) : formatCount(value);
}

/** `208 responses` */
export const writeN = ({ unit: [one, several] }: Pick<Figure, 'unit'>, n: number): string =>
  `${formatCount(n)} ${n === 1 ? one : several}`;

function verdictOf(better: Figure['better'], direction: Change['direction']): Change['verdict'] {
  if (better === 'neither' || direction === 'same') return 'neither';
  return better === direction ? 'better' : 'worse';
}

/** A difference as the API tells it. */
interface Difference {
  absolute: number | null;
  percent: number | null;
}

/** The difference of figures that the API does not have, told as it would be. */
export function differenceOf(now: number | null, before: number | null): Difference {
  if (now === null || before === null) return { absolute: null, percent: null };
  const rounded = (value: number): number => Math.round(value * 10) / 10;
  const absolute = rounded(now - before);
  return { absolute, percent: before === 0 ? null : rounded((100 * (now - before)) / before) };
}

/** How a number differs from the window before; undefined where it was not asked for. */
export function differenceAt(
  answer: { previous?: unknown; change?: unknown },
  read: Read | string,
): Difference | undefined {
  if (answer.previous === undefined) return undefined;
  return typeof read === 'string'
    ? (at(answer.change, read) as Difference)
    : differenceOf(numberAt(answer, read), numberAt(answer.previous, read));
}

/** Tells a change: shares by percentage points, everything else in percent. */
export function changeOf(
  { format, better }: Pick<Figure, 'format' | 'better'>,
  difference: Difference | undefined,
): Change | undefined {
  if (difference === undefined) return undefined;
  const { absolute, percent } = difference;
  if (absolute === 0) return { text: 'no change', direction: 'same', verdict: 'neither' };
  const shown = format === 'percent' ? absolute : percent;
  if (shown === null) return undefined;
  const direction = shown === 0 ? 'same' : shown > 0 ? 'up' : 'down';
  const text = format === 'percent' ? formatPoints(shown) : formatChange(shown);
  return { text, direction, verdict: verdictOf(better, direction) };
}

/** The number of things that a figure rests on; 0 while its answer is not there. */
export function nOf({ source, n }: Figure, sources: Partial<Sources>): number {
  const found = typeof n === 'object' ? numberAt(sources[n.source], n.path) : numberAt(sources[source], n);
  return found ?? 0;
}

/** Reads a figure from its answer. */
export function readFigure(figure: Figure, sources: Partial<Sources>): Reading | undefined {
  const answer = sources[figure.source];
  if (answer === undefined) return undefined;
  const value = numberAt(answer, figure.value);
  const { previous: before } = answer;
  const previous = before === undefined ? undefined : numberAt(before, figure.value);
  const { beside } = figure;
  const besideValue = beside === undefined ? null : numberAt(answer, beside.path);
  return {
    value,
    n: nOf(figure, sources),
    beside:
      beside === undefined || besideValue === null
        ? undefined
        : `${beside.label} ${write(beside.format, besideValue)}`,
    previous,
    change: changeOf(figure, differenceAt(answer, figure.value)),
  };
}
