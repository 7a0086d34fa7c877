import { describe, expect, it } from 'vitest';
import { quantileSteps, shadeOf } from '../src/charts/quantile-steps.ts';
import { parseStaffingSearch, weekHourOf } from '../src/routes/staffing/staffing-search.ts';
import {
  nextPlace,
  placeOf,
  timesInWindow,
  unevenWeekdays,
  weekHourAt,
  weekHourName,
} from '../src/routes/staffing/week-hours.ts';

describe('the shades of a heat map', () => {
  it('have about as many values each, whatever the largest is', () => {
    const values = Array.from({ length: 100 }, (_, at) => (at === 99 ? 1_000_000 : at));
    const steps = quantileSteps(values);
    expect(steps.map(({ shade }) => shade)).toEqual([1, 2, 3, 4, 5]);
    for (const { from, to } of steps) {
      expect(values.filter((value) => value >= from && value <= to)).toHaveLength(20);
    }
  });

  it('are one for equal values, and fewer where values repeat', () => {
    expect(quantileSteps([])).toEqual([]);
    expect(quantileSteps([7, 7, 7])).toEqual([{ shade: 3, from: 7, to: 7 }]);
    const steps = quantileSteps([1, 1, 1, 1, 1, 1, 1, 9]);
    expect(shadeOf(steps, 1)).toBeLessThanOrEqual(shadeOf(steps, 9));
    expect(steps.flatMap(({ from, to }) => [from, to])).toEqual(
      steps.flatMap(({ from, to }) => [from, to]).toSorted((a, b) => a - b),
    );
  });
});

describe('the hours of a week', () => {
  const zone = 'Europe/Berlin';
  const at = (weekday: number, hour: number): number => placeOf({ weekday, hour });

  it('are counted by the clocks of the zone, also in part', () => {
    // Friday, Nov 27, 23:30 to Sunday, Nov 29, 00:30 in Berlin
    const times = timesInWindow({ from: '2026-11-27T22:30:00.000Z', to: '2026-11-28T23:30:00.000Z' }, zone);
    expect(times.reduce((sum, count) => sum + count, 0)).toBe(26);
    expect([times[at(5, 22)], times[at(5, 23)], times[at(6, 12)], times[at(7, 0)], times[at(7, 1)]]).toEqual([
      0, 1, 1, 1, 0,
    ]);
  });

  it('come equally often in whole weeks, and the days that come more often are told', () => {
    const weeks = timesInWindow({ from: '2026-11-01T23:00:00.000Z', to: '2026-11-29T22:59:59.999Z' }, zone);
    expect(new Set(weeks)).toEqual(new Set([4]));
    expect(unevenWeekdays(weeks)).toBeUndefined();
    const month = timesInWindow({ from: '2026-10-31T23:00:00.000Z', to: '2026-11-30T22:59:59.999Z' }, zone);
    expect(unevenWeekdays(month)).toMatch(/^Mon and Sun come 5 times in this range, other days 4\./);
  });

  it('are named, the last of a day without its date', () => {
    expect(weekHourAt('2026-11-24T13:05:00Z', zone)).toEqual({ weekday: 2, hour: 14 });
    expect(weekHourName({ weekday: 3, hour: 23 })).not.toMatch(/2024/);
    expect(weekHourName({ weekday: 3, hour: 23 })).toMatch(/^Wednesday, /);
  });

  it.each([
    [at(2, 14), 'ArrowRight', false, at(2, 15)],
    [at(2, 14), 'ArrowRight', true, at(3, 14)],
    [at(2, 14), 'ArrowDown', false, at(3, 14)],
    [at(2, 14), 'ArrowDown', true, at(2, 15)],
    [at(2, 23), 'ArrowRight', false, at(2, 23)],
    [at(1, 0), 'ArrowUp', false, at(1, 0)],
    [at(2, 14), 'Home', false, at(2, 0)],
    [at(2, 14), 'End', false, at(2, 23)],
    [at(2, 14), 'a', false, undefined],
  ])('from %d, %s (transposed: %s) leads to %s', (place, key, isTransposed, next) => {
    expect(nextPlace(place, key, isTransposed)).toBe(next);
  });
});

it('the search of the staffing page keeps what is valid, and leaves out defaults', () => {
  expect(parseStaffingSearch({ measure: 'wait', as: 'table', hour: '7-23' })).toEqual({
    measure: 'wait',
    as: 'table',
    hour: '7-23',
  });
  expect(parseStaffingSearch({ measure: 'sessions', as: 'x', hour: '8-1' })).toEqual({});
  expect(weekHourOf('2-24')).toBeUndefined();
  expect(weekHourOf('2-9')).toEqual({ weekday: 2, hour: 9 });
});
