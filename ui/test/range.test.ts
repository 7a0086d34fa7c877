import { parseZonedDateTime } from '@internationalized/date';
import { describe, expect, it } from 'vitest';
import {
  neighbour,
  presetNames,
  presets,
  rangeOfText,
  rangeToText,
  windowOf,
  windowBefore,
} from '../src/view/range.ts';
import { carryView, parseViewSearch } from '../src/view/view-search.ts';

const now = parseZonedDateTime('2026-11-30T17:04:09[Europe/Berlin]');

describe('a range in the URL', () => {
  it.each([...presetNames, '2026-11-24..2026-11-30', '2026-11-24T10:00..2026-11-24T11:30'])(
    'keeps %s',
    (text) => {
      const range = rangeOfText(text);
      expect(range).toBeDefined();
      expect(range && rangeToText(range)).toBe(text);
    },
  );

  it('keeps the microseconds of instants that a drill-down copies', () => {
    const text = '2026-11-29T23:00:00.000Z..2026-11-30T22:59:59.999999Z';
    const range = rangeOfText(text);
    expect(range && windowOf(range, now)).toEqual({
      from: '2026-11-29T23:00:00.000Z',
      to: '2026-11-30T22:59:59.999999Z',
    });
  });

  it.each([
    '',
    '8d',
    '2026-11-30..2026-11-24',
    '2026-02-31..2026-03-01',
    '2026-11-24',
    'a..b..c',
    undefined,
    7,
  ])('refuses %s', (text) => expect(rangeOfText(text)).toBeUndefined());
});

describe('the window of a range', () => {
  it('has whole days by the clocks of the zone, both included', () => {
    expect(windowOf({ from: '2026-11-24', to: '2026-11-25' }, now)).toEqual({
      from: '2026-11-23T23:00:00.000Z',
      to: '2026-11-25T22:59:59.999999Z',
    });
  });

  it('has 25 hours on the day on which clocks go back', () => {
    expect(windowOf({ from: '2026-10-25', to: '2026-10-25' }, now)).toEqual({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T22:59:59.999999Z',
    });
  });

  it('is relative for presets of hours, and whole days for the others', () => {
    expect(windowOf({ preset: '7d' }, now)).toEqual({ time_range_hours: 168 });
    expect(windowOf({ preset: 'yesterday' }, now)).toEqual({
      from: '2026-11-28T23:00:00.000Z',
      to: '2026-11-29T22:59:59.999999Z',
    });
    // A Monday: last week is the seven days before it.
    expect(windowOf({ preset: 'last-week' }, now)).toEqual({
      from: '2026-11-22T23:00:00.000Z',
      to: '2026-11-29T22:59:59.999999Z',
    });
  });
});

describe('the range before and after', () => {
  it('keeps whole days whole', () => {
    expect(neighbour({ from: '2026-11-24', to: '2026-11-26' }, -1, now)).toEqual({
      from: '2026-11-21',
      to: '2026-11-23',
    });
    expect(neighbour({ preset: 'last-week' }, -1, now)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(neighbour({ from: '2026-10-25', to: '2026-10-25' }, 1, now)).toEqual({
      from: '2026-10-26',
      to: '2026-10-26',
    });
  });

  it('moves other ranges by their length', () => {
    expect(neighbour({ preset: '24h' }, -1, now)).toEqual({
      from: '2026-11-28T17:04',
      to: '2026-11-29T17:04',
    });
    expect(neighbour({ from: '2026-11-24T10:00', to: '2026-11-24T11:30' }, 1, now)).toEqual({
      from: '2026-11-24T11:30',
      to: '2026-11-24T13:00',
    });
    expect(
      neighbour({ from: '2026-11-29T09:00:00.000Z', to: '2026-11-29T09:59:59.999999Z' }, -1, now),
    ).toEqual({ from: '2026-11-29T09:00', to: '2026-11-29T10:00' });
  });

  it('does not lead into the future', () => {
    expect(neighbour({ preset: '7d' }, 1, now)).toBeUndefined();
    expect(neighbour({ from: '2026-11-29', to: '2026-11-30' }, 1, now)).toBeUndefined();
  });
});

it('gives every preset a key of its own', () => {
  expect(new Set(presetNames.map((name) => presets[name].key)).size).toBe(presetNames.length);
});

describe('the view', () => {
  it('drops what is not valid', () => {
    expect(parseViewSearch({ range: 'soon', compare: 'on', tz: 'Mars/Base', other: '1' })).toEqual({});
    expect(parseViewSearch({ range: '30d', compare: 'off', tz: 'Asia/Tokyo' })).toEqual({
      range: '30d',
      compare: 'off',
      tz: 'Asia/Tokyo',
    });
  });

  it('goes along with links, which may change it; a default is not written', () => {
    const current = { range: '30d', compare: 'off' as const, tz: 'UTC' };
    expect(carryView(current, {})).toEqual(current);
    expect(carryView(current, { range: '7d', compare: 'on' } as never)).toEqual({ tz: 'UTC' });
    expect(carryView(current, { range: '24h', status: 'waiting' } as never)).toEqual({
      ...current,
      range: '24h',
      status: 'waiting',
    });
  });
});

it('the window before is as long, ends right before, and does not change within a minute', () => {
  const before = { from: '2026-11-16T08:05:00.000Z', to: '2026-11-23T08:04:59.999999Z' };
  const soon = new Date('2026-11-30T08:05:59.900Z');
  const ends = { from: '2026-11-23T08:05:02.100Z', to: '2026-11-30T08:05:02.100Z' };
  expect(windowBefore(ends, soon)).toEqual(before);
  expect(windowBefore({ time_range_hours: 168 }, soon)).toEqual(before);
});
