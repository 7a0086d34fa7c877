import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRead } from '../../api/use-read.ts';
import { quantileSteps, type Step } from '../../charts/quantile-steps.ts';
import { windowBefore } from '../../view/range.ts';
import { useView } from '../../view/use-view.ts';
import { heatmapParams, measures, readingOf, type WeekHour } from './staffing-search.ts';
import { timesInWindow } from './week-hours.ts';

/** One hour of the week, as the heat map shows it. */
export interface HourCell extends WeekHour {
  value: number | null;
  /** How many sessions or waits it rests on. */
  n: number;
  /** In the window before; undefined where it is not compared. */
  before: number | null | undefined;
  /** On how many dates of the window the hour comes. */
  times: number;
}

export interface Week {
  cells: HourCell[];
  /** The shades of the values; an hour without chats has none. */
  steps: Step[];
  n: number;
}

/** The heat map that the URL asks for. */
export function useStaffing() {
  const search = useSearch({ from: '/staffing' });
  const view = useView();
  const { isCompared } = view;
  const measure = measures[search.measure ?? 'sessions'];
  const { figure, of } = readingOf(measure);
  const asked = heatmapParams(search.measure, view);
  const query = useRead('/heatmap', asked, { freshness: 'figures' });
  const answer = query.data?.data;
  const answered = query.isPlaceholderData ? undefined : answer;
  const windowOfEarlier = windowBefore(answered ?? view.window, new Date());
  const earlier = useRead('/heatmap', heatmapParams(search.measure, { ...view, window: windowOfEarlier }), {
    freshness: 'still',
    enabled: isCompared,
  });
  const before = isCompared ? earlier.data?.data.cells : undefined;

  const week = useMemo((): Week | undefined => {
    if (answer === undefined) return undefined;
    const times = timesInWindow(answer, answer.tz);
    const cells = answer.cells.map((cell, place) => {
      const old = before?.[place];
      return {
        weekday: cell.weekday,
        hour: cell.hour,
        value: of(cell) ?? null,
        n: figure.series.n(cell),
        before: old === undefined ? undefined : (of(old) ?? null),
        times: times[place] ?? 0,
      };
    });
    const shaded = cells.flatMap(({ value, n }) => (value === null || n === 0 ? [] : [value]));
    return {
      cells,
      steps: quantileSteps(shaded),
      n: cells.reduce((sum, cell) => sum + cell.n, 0),
    };
    // A figure of the catalogue never changes: `measure` stands for it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [answer, before, measure]);

  return { search, measure, figure, of, query, week };
}
