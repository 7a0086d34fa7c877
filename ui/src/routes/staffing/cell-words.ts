import type { Figure } from '../../figures/figure.ts';
import { changeOf, differenceOf, write, writeN, type Change } from '../../figures/reading.ts';
import { formatClock } from '../../format/durations.ts';
import { formatCompact, formatCount, formatDecimal, nothing } from '../../format/numbers.ts';
import type { HourCell } from './use-staffing.ts';
import { weekHourName } from './week-hours.ts';

/** A value in the room of a cell: 42, 3:20. */
export function shortValue(format: Figure['format'], value: number | null): string {
  if (value === null) return nothing;
  if (format === 'duration') return formatClock(Math.round(value));
  return value < 10_000 ? formatCount(value) : formatCompact(value);
}

/** How an hour changed since the window before. */
export const changeOfCell = (figure: Figure, { value, before }: HourCell): Change | undefined =>
  before === undefined ? undefined : changeOf(figure, differenceOf(value, before));

/** What an hour rests on: its n, and on how many dates it comes. */
export function basisOf(figure: Figure, { value, n, times }: HourCell): string {
  if (times === 0) return 'not in this range';
  const counts = figure.format === 'count';
  return [
    counts ? undefined : writeN(figure, n),
    times === 1 ? undefined : `${times} dates`,
    counts && times > 1 && value !== null ? `${formatDecimal(value / times, 1)} each` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** All of it, for a screen reader. */
export function tellCell(figure: Figure, label: string, cell: HourCell, isNow: boolean): string {
  const { value, before, times } = cell;
  return [
    `${weekHourName(cell)}${isNow ? ', now' : ''}: ${label} ${times === 0 ? nothing : write(figure.format, value)}`,
    before === undefined ? '' : `before ${write(figure.format, before)}`,
    basisOf(figure, cell),
  ]
    .filter(Boolean)
    .join(', ');
}
