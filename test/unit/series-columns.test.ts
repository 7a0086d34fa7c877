import { describe, expect, it } from 'vitest';
import { bitsOf, columnsOf } from '../../src/features/metrics/series-columns.ts';
import type { Column } from '../../src/features/metrics/series-metrics.ts';
import { noTables } from '../support/series-tables.ts';

const hour = 3_600_000;
/** 1970-01-01, by the hour. */
const edges = Array.from({ length: 25 }, (_, place) => place * hour);
const wanted = new Set<Column>(['session_counts.sessions', 'session_counts.closed']);
const upTo = (count: number): string => Array.from({ length: count }, (_, place) => place).join(',');
const read = (sent: Partial<Record<keyof typeof noTables, unknown>>) =>
  columnsOf({ ...noTables, ...sent } as Parameters<typeof columnsOf>[0], wanted, edges);

it('asks for columns by a bit each, in the order in which they are sent', () => {
  expect(bitsOf('session_counts', wanted)).toBe(0b1001);
  expect(bitsOf('message_counts', wanted)).toBe(0);
});

describe('what was sent of a series', () => {
  it('is hours that may be believed, and rows beside them', () => {
    const days = `0;${upTo(24)};${upTo(24)}`;
    const session_hours = { from: 2 * 3600, until: 23 * 3600, without: `${5 * 3600}`, days };
    const columns = read({ session_hours, session_counts: '1,40,50;6,60,70;6,1,2' });
    const expected = Array.from({ length: 24 }, (_, place): string | number =>
      place < 2 || place > 22 ? '' : place,
    );
    expect(columns.get('session_counts.sessions')).toEqual(expected.with(0, '40').with(5, 61));
    expect(columns.get('session_counts.closed')).toEqual(expected.with(0, '50').with(5, 72));
  });

  it('is empty where there is nothing', () => {
    expect(read({}).get('session_counts.closed')).toEqual(Array.from({ length: 24 }, () => ''));
  });

  it.each([
    ['a row without a value', { session_counts: '1,40' }],
    ['a row of no bucket', { session_counts: '25,1,1' }],
    ['a row of something else', { session_counts: 'x,1,1' }],
    [
      'a day of 23 hours',
      { session_hours: { from: 0, until: 86_400, without: null, days: `0;${upTo(24)};${upTo(23)}` } },
    ],
    [
      'a day without a count',
      { session_hours: { from: 0, until: 86_400, without: null, days: `0;${upTo(24)}` } },
    ],
  ])('is never guessed: %s', (_, sent) => {
    expect(() => read(sent)).toThrow('of a series has not');
  });
});
