import { describe, expect, it } from 'vitest';
import { fromEpochMicroseconds, toEpochMicroseconds, toMicrosecondInstant } from '../../dev/data/instant.ts';

describe('toMicrosecondInstant', () => {
  it.each([
    ['2026-02-03T04:05:06Z', '2026-02-03T04:05:06.000000Z'],
    ['2026-02-03t04:05:06.7z', '2026-02-03T04:05:06.700000Z'],
    ['2026-02-03T04:05:06.123456Z', '2026-02-03T04:05:06.123456Z'],
    ['2026-02-03T04:05:06.123456999Z', '2026-02-03T04:05:06.123456Z'],
    ['2026-01-01T00:30:00.000001+05:45', '2025-12-31T18:45:00.000001Z'],
    ['2026-02-28T23:30:00-01:00', '2026-03-01T00:30:00.000000Z'],
    ['2024-02-29T12:00:00-00:00', '2024-02-29T12:00:00.000000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000000Z'],
    ['2017-01-01T00:59:60.25+01:00', '2017-01-01T00:00:00.250000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(toMicrosecondInstant(text)).toBe(instant);
  });

  it.each([
    '',
    'yesterday',
    '2026-02-03',
    '2026-02-03T04:05:06',
    '2026-02-03 04:05:06Z',
    '2026-02-03T04:05Z',
    '2026-02-03T04:05:06.Z',
    '2026-02-03T04:05:06+0100',
    '2026-02-03T04:05:06+24:00',
    '2026-02-03T04:05:06+01:60',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T12:00:60Z',
    '0000-12-31T00:00:00Z',
    '0001-01-01T00:30:00+01:00',
    '9999-12-31T23:30:00-01:00',
    '12026-02-03T04:05:06Z',
    ' 2026-02-03T04:05:06Z',
    '2026-02-03T04:05:06Z\n',
  ])('refuses %j', (text) => {
    expect(toMicrosecondInstant(text)).toBeUndefined();
  });

  it('gives text that sorts in order of time', () => {
    const texts = ['2026-01-01T01:00:00+02:00', '2025-12-31T23:00:00.000001Z', '0099-01-01T00:00:00Z'];
    const instants = texts.map((text) => toMicrosecondInstant(text));
    expect(instants.toSorted()).toEqual([instants[2], instants[0], instants[1]]);
  });
});

describe('microseconds since 1970', () => {
  it.each([
    ['1970-01-01T00:00:00.000000Z', 0],
    ['1969-12-31T23:59:59.999999Z', -1],
    ['2026-11-22T10:20:30.123456Z', 1_795_342_830_123_456],
  ])('%s is %d', (instant, microseconds) => {
    expect(toEpochMicroseconds(instant)).toBe(microseconds);
    expect(fromEpochMicroseconds(microseconds)).toBe(instant);
  });
});
