import { figures, type FigureKey } from '../../figures/catalog.ts';
import type { Figure, SeriesLine } from '../../figures/figure.ts';
import type { View } from '../../view/use-view.ts';

/** What the heat map shows: one line of a figure. */
export interface Measure {
  /** On its button. */
  label: string;
  figureKey: FigureKey;
  /** Which line of the figure's series. */
  line: number;
}

/** To add a measure, add an entry: any figure that has a series. */
export const measures = {
  sessions: { label: 'Sessions', figureKey: 'sessions', line: 0 },
  wait: { label: 'Median wait', figureKey: 'wait', line: 0 },
  'wait-p90': { label: '90th percentile wait', figureKey: 'wait', line: 1 },
} satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as MeasureName[];

/** The measure's figure, and how it is read from a cell or a bucket. */
export function readingOf({ figureKey, line }: Measure): {
  figure: Figure & { series: NonNullable<Figure['series']> };
  of: SeriesLine['of'];
} {
  const figure: Figure = figures[figureKey];
  const { series } = figure;
  const chosen = series?.lines[line];
  if (series === undefined || chosen === undefined) throw new Error(`${figure.label} has no such line.`);
  return { figure: { ...figure, series }, of: chosen.of };
}

/** What the heat map of a measure is asked for by. */
export const heatmapParams = (
  name: MeasureName | undefined,
  { window, zone }: Pick<View, 'window' | 'zone'>,
) => ({
  query: {
    ...window,
    tz: zone,
    metrics: readingOf(measures[name ?? 'sessions']).figure.series.metrics,
  },
});

/** An hour of the week: 1 is Monday. */
export interface WeekHour {
  weekday: number;
  hour: number;
}

/** What the URL of the page says, beside the view. */
export interface StaffingSearch {
  measure?: MeasureName;
  as?: 'table';
  /** The hour that is open: `2-14` is Tuesday, 14:00. */
  hour?: string;
}

const hourPattern = /^([1-7])-(\d|1\d|2[0-3])$/;

export function weekHourOf(text: string | undefined): WeekHour | undefined {
  const [, weekday, hour] = hourPattern.exec(text ?? '') ?? [];
  return weekday === undefined ? undefined : { weekday: Number(weekday), hour: Number(hour) };
}

export const weekHourToText = ({ weekday, hour }: WeekHour): string => `${weekday}-${hour}`;

/** Reads a URL's search parameters; leaves out those that are not valid. */
export function parseStaffingSearch({ measure, as, hour }: Record<string, unknown>): StaffingSearch {
  const name = measureNames.find((one) => one === measure && one !== 'sessions');
  return {
    ...(name !== undefined && { measure: name }),
    ...(as === 'table' && { as }),
    ...(typeof hour === 'string' && hourPattern.test(hour) && { hour }),
  };
}
