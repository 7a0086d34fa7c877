import type { Format } from '../figures/figure.ts';

/** A place on a chart's time axis. */
export interface Place {
  /** In full: Monday, Nov 24. */
  title: string;
  /** Short, for the axis: Mon 24. */
  tick: string;
  /** Whether the bucket is only partly within the window, or not over yet. */
  isPartial: boolean;
}

/** One line of a chart. */
export interface ChartLine {
  label: string;
  values: (number | null)[];
}

/** What a chart draws. */
export interface ChartData {
  /** What a screen reader calls it. */
  name: string;
  format: Format;
  places: Place[];
  lines: ChartLine[];
  /** The first line in the window before, place by place. */
  previous?: ChartLine;
  /** How many things a place rests on, in words. */
  note?: (at: number) => string;
}
