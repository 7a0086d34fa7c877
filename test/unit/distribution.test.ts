import { describe, expect, it } from 'vitest';
import { readSpread } from '../../src/features/metrics/distribution.ts';

/** Of a histogram the bins with spans. */
function filled(sent: string): [bin: number, spans: number][] {
  const spread = readSpread(sent);
  if (!('spans' in spread)) throw new Error('These are bins of percentiles.');
  const bins = spread.spans.map((spans, place): [number, number] => [spread.lowest + place, spans]);
  return bins.filter(([, spans]) => spans !== 0);
}

/** As numeric_send writes it: one span in bin 1, which is ten to the eighth. */
const oneInBinOne = btoa(String.fromCharCode(0, 1, 0, 2, 0, 0, 0, 0, 0, 1));

describe('readSpread', () => {
  it('reads bins of percentiles', () => {
    expect(readSpread('500 550 -1')).toEqual([500, 550, -1]);
  });

  it('reads a histogram', () => {
    expect(filled(oneInBinOne)).toEqual([[1, 1]]);
    expect(filled('')).toEqual([]);
  });

  it.each([
    ['::', []],
    [
      '3 2 1 5::',
      [
        [1, 5],
        [3, 2],
      ],
    ],
    [
      '3 2 1 5:3 1.2 1:1 1',
      [
        [1, 4],
        [2, 1],
        [3, 3],
      ],
    ],
    [
      `${oneInBinOne}:${oneInBinOne}.2 1.${oneInBinOne}:`,
      [
        [1, 3],
        [2, 1],
      ],
    ],
    [
      `:2 1.2 1:${oneInBinOne}.2 1`,
      [
        [1, -1],
        [2, 1],
      ],
    ],
  ])('adds up what it was, what came and what went: %s', (sent, bins) => {
    expect(filled(sent)).toEqual(bins);
  });
});
