import { scaleLinear } from 'd3-scale';
import type { Format } from '../figures/figure.ts';
import { formatAxisDuration } from '../format/durations.ts';
import { formatCompact, formatPercent } from '../format/numbers.ts';

/** Steps of seconds that people count in: 1 s to 7 d. */
const durationSteps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800,
];

export interface Axis {
  max: number;
  ticks: { value: number; label: string }[];
}

const label: Record<Format, (value: number) => string> = {
  count: formatCompact,
  decimal: formatCompact,
  duration: formatAxisDuration,
  percent: formatPercent,
  rating: formatCompact,
};

/**
 * An axis from 0 with about four ticks, in steps that suit what it counts. Shares end at 100 % at the latest, ratings
 * at 5.
 */
export function axisOf(format: Format, values: (number | null | undefined)[]): Axis {
  const largest = Math.max(0, ...values.filter((value) => typeof value === 'number'));
  if (format === 'rating') return axisTo(5, 1, format);
  const step = stepOf(format, largest);
  const max = Math.max(step, Math.ceil(largest / step) * step);
  const top = format === 'percent' ? Math.min(100, max) : max;
  return axisTo(top, step, format);
}

function axisTo(max: number, step: number, format: Format): Axis {
  const ticks = Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, at) => at * step);
  return { max, ticks: ticks.map((value) => ({ value, label: label[format](value) })) };
}

const percentSteps = [0.5, 1, 2, 5, 10, 25];

function stepOf(format: Format, largest: number): number {
  if (format === 'duration' && largest > 1) {
    return durationSteps.find((one) => largest / one <= 4) ?? 604_800 * Math.ceil(largest / 604_800 / 4);
  }
  if (format === 'percent' && largest > 0) return percentSteps.find((one) => largest / one <= 4) ?? 25;
  if (format === 'percent') return 25;
  const [, first = 1] = scaleLinear()
    .domain([0, largest === 0 ? 4 : largest])
    .ticks(4);
  return format === 'count' ? Math.max(1, first) : first;
}

/** Which of `count` places get a label, so that at most `most` do: every second, every fifth … */
export function labelledPlaces(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}
