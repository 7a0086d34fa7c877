import { describe, expect, it } from 'vitest';
import { axisOf, labelledPlaces } from '../src/charts/scale.ts';
import { granularityFor, placesOf } from '../src/charts/places.ts';
import { figures } from '../src/figures/catalog.ts';
import { endsOfBucket } from '../src/figures/drill.ts';
import { changeOf, differenceOf, readFigure } from '../src/figures/reading.ts';

const distribution = { count: 208, mean: 48.6, p50: 31.5, p90: 96.4, p95: 140.9 };
const answer = {
  total_sessions: 214,
  response_time: distribution,
  wait_time: { ...distribution, count: 190 },
  abandon_time: { ...distribution, count: 10 },
  flow: { transferred: 18 },
};
const change = { absolute: 12, percent: 5.9 };
const overview = {
  ...answer,
  previous: { ...answer, abandon_time: { ...distribution, count: 0 } },
  change: { total_sessions: change, response_time: { p50: { absolute: -3, percent: -8.7 } } },
} as never;

describe('a figure', () => {
  it('is read where the catalogue says, with the change that the API tells', () => {
    expect(readFigure(figures.response, { overview })).toEqual({
      value: 31.5,
      n: 208,
      beside: 'p90 1 min 36 s',
      previous: 31.5,
      change: { text: '-8.7%', direction: 'down', verdict: 'better' },
    });
  });

  it('that the API does not have is made of others, and compared by points', () => {
    const reading = readFigure(figures.abandonment, { overview });
    expect(reading?.value).toBe(5);
    expect(reading?.n).toBe(10);
    expect(reading?.change).toEqual({ text: '+5 pts', direction: 'up', verdict: 'worse' });
  });

  it('takes what it rests on from another answer, where its own has no such number', () => {
    const rated = { response_rate: 48.2, total_rated: 3 };
    const reading = readFigure(figures.responseRate, {
      satisfaction: rated as never,
      overview: { closed_sessions: 1160 } as never,
    });
    expect(reading).toMatchObject({ value: 48.2, n: 1160 });
  });

  it('is not there before its answer is', () => {
    expect(readFigure(figures.satisfaction, { overview })).toBeUndefined();
  });
});

describe('a change', () => {
  const down = { format: 'duration', better: 'down' } as const;
  it('says nothing where one side is nothing', () => {
    expect(changeOf(down, differenceOf(null, 3))).toBeUndefined();
    expect(changeOf(down, differenceOf(3, 0))).toBeUndefined();
  });

  it('is no change where figures are equal, even at 0', () => {
    expect(changeOf(down, differenceOf(0, 0))?.direction).toBe('same');
  });
});

describe('an axis', () => {
  it.each([
    ['count', [3], ['0', '1', '2', '3']],
    ['count', [0, null], ['0', '1', '2', '3', '4']],
    ['duration', [800], ['0 s', '5 min', '10 min', '15 min']],
    ['rating', [4.2], ['0', '1', '2', '3', '4', '5']],
    ['percent', [null], ['0%', '25%']],
    ['percent', [86], ['0%', '25%', '50%', '75%', '100%']],
  ] as const)('of %s up to %j begins at 0', (format, values, labels) => {
    const axis = axisOf(format, [...values]);
    expect(axis.ticks[0]?.value).toBe(0);
    expect(axis.max).toBeGreaterThanOrEqual(Math.max(...values.map(Number)));
    expect(axis.ticks.map(({ label }) => label).slice(0, labels.length)).toEqual(
      labels.slice(0, axis.ticks.length),
    );
  });

  it('labels no more places than there is room for', () => {
    expect(labelledPlaces(8, 4)).toEqual([0, 2, 4, 6]);
    expect(labelledPlaces(3, 10)).toEqual([0, 1, 2]);
  });
});

describe('a bucket', () => {
  const bucket = { start: '2026-11-29T23:00:00.000Z', end: '2026-11-30T23:00:00.000Z', local_start: '' };
  const window = {
    from: '2026-11-30T08:00:00.000Z',
    to: '2026-12-30T08:00:00.000Z',
    generated_at: '2026-12-30T08:00:00.000Z',
  };

  it('opens the part of it that lies in the window, without its end', () => {
    expect(endsOfBucket(bucket, window)).toEqual({ from: window.from, to: '2026-11-30T22:59:59.999999Z' });
    expect(endsOfBucket(bucket, { from: bucket.start, to: '2026-11-30T10:00:00.000Z' })).toEqual({
      from: bucket.start,
      to: '2026-11-30T10:00:00.000Z',
    });
  });

  it('is partial at the window’s ends, and whole where the window ends a moment before it', () => {
    expect(placesOf([bucket], 'day', window, 'Europe/Berlin', 'en')).toEqual([
      { tick: 'Mon', title: 'Monday, Nov 30', isPartial: true },
    ]);
    const whole = { ...window, from: bucket.start, to: '2026-11-30T22:59:59.999Z' };
    expect(placesOf([bucket], 'day', whole, 'Europe/Berlin', 'en')[0]?.isPartial).toBe(false);
  });

  it.each([
    [24, 'hour'],
    [168, 'day'],
    [24 * 90, 'day'],
    [24 * 366, 'week'],
  ])('of a window of %d hours is a %s', (hours, granularity) => {
    expect(granularityFor({ from: 0, to: hours * 3_600_000 })).toBe(granularity);
  });
});
