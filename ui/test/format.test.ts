import { describe, expect, it } from 'vitest';
import { csvCell, toCsv } from '../src/format/csv.ts';
import { formatAge, formatEnds, formatZone } from '../src/format/dates.ts';
import { formatClock, formatDuration } from '../src/format/durations.ts';
import { formatBytes, formatChange, formatPercent } from '../src/format/numbers.ts';

/** Intl uses several kinds of spaces. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('a duration', () => {
  it.each([
    [0, '0 s'],
    [4.24, '4.2 s'],
    [9.96, '10 s'],
    [42, '42 s'],
    [59.6, '1 min'],
    [60, '1 min'],
    [200, '3 min 20 s'],
    [599.7, '10 min'],
    [1306, '22 min'],
    [3599, '1 h'],
    [7500, '2 h 5 min'],
    [86_399, '1 d'],
    [273_600, '3 d 4 h'],
    [-90, '−1 min 30 s'],
  ])('of %d s is %s', (seconds, text) => expect(formatDuration(seconds, 'en')).toBe(text));

  it('is written by the locale', () => expect(formatDuration(4.2, 'de')).toBe('4,2 s'));

  it.each([
    [42, '0:42'],
    [200, '3:20'],
    [7509, '2:05:09'],
    [-1, '0:00'],
  ])('of %d s runs as %s', (seconds, text) => expect(formatClock(seconds)).toBe(text));
});

it('writes numbers as the locale does', () => {
  expect(formatPercent(5.64, 'en')).toBe('5.6%');
  expect(plain(formatPercent(92.6, 'de'))).toBe('93 %');
  expect(formatChange(12.34, 'en')).toBe('+12%');
  expect(formatChange(0, 'en')).toBe('0%');
  expect(formatBytes(48_213, 'en')).toBe('48.2 kB');
});

it('writes times in the zone that is asked for', () => {
  const now = new Date('2026-11-30T12:00:00Z');
  const window = { from: '2026-11-23T23:00:00.000Z', to: '2026-11-25T22:59:59.999999Z' };
  expect(plain(formatEnds(window, 'Europe/Berlin', now, true, 'en'))).toBe('Nov 24 – 25');
  expect(formatZone('America/New_York', now, 'en')).toBe('America/New York, GMT-5');
  expect(formatZone('UTC', now, 'en')).toBe('UTC');
  expect([5, 65, 3700, 90_000].map((seconds) => formatAge(seconds))).toEqual([
    '5 s ago',
    '1 min ago',
    '1 h ago',
    '1 d ago',
  ]);
});

describe('a CSV cell', () => {
  it.each([
    ['=HYPERLINK("http://a")', `"'=HYPERLINK(""http://a"")"`],
    ['+49 30 1234', "'+49 30 1234"],
    ['-1+2', "'-1+2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['-12.5', '-12.5'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
  ])('of %j is %j', (text, cell) => expect(csvCell(text)).toBe(cell));

  it('is empty where there is nothing', () => {
    expect(toCsv(['a', 'b'], [[null, 0]])).toBe('a,b\r\n,0\r\n');
  });
});
