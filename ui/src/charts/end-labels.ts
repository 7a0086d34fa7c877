import { dotColors } from './chart-lines.tsx';
import type { ChartData } from './series.ts';

interface EndLabel {
  text: string;
  color: string;
  value: number;
}

/** Lines are named where they end, not in a legend. One line alone is named by the title. */
export function endLabels({ lines, previous }: ChartData): EndLabel[] {
  const lastOf = (values: (number | null)[]): number => values.findLast((value) => value !== null) ?? 0;
  if (lines.length < 2 && previous === undefined) return [];
  const named = lines.map(({ label, values }, index) => ({
    text: label,
    color: dotColors[index] ?? '',
    value: lastOf(values),
  }));
  if (previous === undefined || previous.values.length === 0) return named;
  return [...named, { text: previous.label, color: 'fill-ink-3', value: lastOf(previous.values) }];
}

const labelHeight = 15;

/** Moves labels apart that would lie over each other, and keeps all of them above the axis. */
export function spread(labels: EndLabel[], y: (value: number) => number): (EndLabel & { top: number })[] {
  const placed = labels.map((label) => ({ ...label, top: y(label.value) })).sort((a, b) => a.top - b.top);
  let above = Number.NEGATIVE_INFINITY;
  for (const label of placed) {
    label.top = Math.max(label.top, above + labelHeight);
    above = label.top;
  }
  let below = y(0);
  for (const label of placed.toReversed()) {
    label.top = Math.min(label.top, below);
    below = label.top - labelHeight;
  }
  return placed;
}
