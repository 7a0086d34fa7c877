import { describe, expect, it } from 'vitest';
import {
  mergeHistograms,
  negative,
  quantiles,
  readHistogram,
  readBins,
  relativeError,
  type Histogram,
} from '../../src/features/metrics/histogram.ts';
import { randomNumbers } from '../support/random-numbers.ts';

/** A numeric as PostgreSQL sends it: words of 16 bits, then base64. */
const sent = (...words: number[]): string =>
  btoa(words.map((word) => String.fromCharCode(word >> 8, word & 255)).join(''));

/** The bin of a span in microseconds, as the database takes it. */
const binOf = (span: number): number => Math.floor(Math.log(span) / Math.log(1.036));

/** The histogram of spans, those of nothing left out. */
function histogramOf(spans: readonly number[]): Histogram {
  const bins = spans.filter((microseconds) => microseconds > 0).map(binOf);
  const lowest = Math.min(...bins, Number.MAX_SAFE_INTEGER);
  const counts: number[] = [];
  for (let bin = lowest; bin <= Math.max(...bins, 0); bin += 1) {
    counts.push(bins.filter((other) => other === bin).length);
  }
  return { lowest, spans: counts };
}

const quantile = (spans: readonly number[], percent: number): number | null => {
  const [found = null] = quantiles(histogramOf(spans), spans.length, [percent]);
  return found;
};

/** The bins that have spans, and how many: [bin, spans]. */
const filled = ({ lowest, spans }: Histogram): [number, number][] =>
  spans.flatMap((count, place): [number, number][] => (count === 0 ? [] : [[lowest + place, count]]));

const isNear = (answered: number | null, span: number): boolean =>
  answered !== null && Math.abs(answered - span) <= span * (relativeError + 1e-9);

describe('readHistogram', () => {
  it.each<[what: string, words: number[], bins: [number, number][]]>([
    ['nothing', [0, 0, 0, 0], []],
    ['one span in bin 0', [1, 0, 0, 0, 1], [[0, 1]]],
    ['more than 9999 of them', [2, 1, 0, 0, 1, 2], [[0, 10_002]]],
    ['a full bin', [2, 1, 0, 0, 9999, 9999], [[0, 99_999_999]]],
    ['one in bin 1, trailing zeros left out', [1, 2, 0, 0, 1], [[1, 1]]],
    ['10,000 in bin 1', [1, 3, 0, 0, 1], [[1, 10_000]]],
    [
      'bins far apart',
      // To the powers 6, 5, … 1 of 10,000.
      [6, 6, 0, 0, 7, 3, 0, 0, 0, 5],
      [
        [0, 50_000],
        [2, 30_000],
        [3, 7],
      ],
    ],
    ['a span of 8000 years', [1, 2266, 0, 0, 1], [[1133, 1]]],
  ])('reads %s', (_what, words, bins) => {
    expect(filled(readHistogram(sent(...words)))).toEqual(bins);
  });

  it('reads over line breaks', () => {
    const words = [40, 39, 0, 0, ...Array.from({ length: 40 }, (_, i) => i + 1)];
    const broken = sent(...words).replace(/.{76}/g, '$&\n');
    expect(broken).toContain('\n');
    expect(readHistogram(broken)).toEqual(readHistogram(sent(...words)));
  });
});

describe('readBins', () => {
  it('reads bins, the highest first, and how many spans are in each', () => {
    expect(filled(readBins('555 19 554 4 550 1'))).toEqual([
      [550, 1],
      [554, 4],
      [555, 19],
    ]);
  });

  it('of nothing is nothing, into which spans come as into anything else', () => {
    const came = mergeHistograms([readBins(''), readHistogram(sent(1, 2, 0, 0, 1)), negative(readBins(''))]);
    expect(filled(came)).toEqual([[1, 1]]);
  });

  it('is a histogram that spans may leave', () => {
    const left = mergeHistograms([readBins('3 2 1 5'), negative(readHistogram(sent(1, 2, 0, 0, 4)))]);
    expect(filled(left)).toEqual([
      [1, 1],
      [3, 2],
    ]);
  });
});

describe('mergeHistograms', () => {
  it('adds up bin by bin, over whatever bins there are', () => {
    const next = randomNumbers(11);
    for (let round = 0; round < 200; round += 1) {
      const parts = Array.from({ length: Math.floor(next() * 4) }, () =>
        Array.from({ length: Math.floor(next() * 5) }, () => Math.round(10 ** (next() * 12))),
      );
      expect(filled(mergeHistograms(parts.map(histogramOf)))).toEqual(filled(histogramOf(parts.flat())));
    }
  });
});

describe('quantiles', () => {
  it('gives several at once as one by one', () => {
    const spans = Array.from({ length: 97 }, (_, i) => (i < 5 ? 0 : 3 * 1.1 ** i));
    const percents = [1, 5, 6, 50, 90, 95, 100];
    expect(quantiles(histogramOf(spans), spans.length, percents)).toEqual(
      percents.map((percent) => quantile(spans, percent)),
    );
  });

  it('is null over nothing', () => {
    expect([50, 90, 95, 100].map((percent) => quantile([], percent))).toEqual([null, null, null, null]);
  });

  it('of spans of nothing is exactly 0', () => {
    expect([1, 50, 95, 100].map((percent) => quantile(Array(7).fill(0), percent))).toEqual([0, 0, 0, 0]);
  });

  it.each([1, 2, 999, 60_000_000, 2.5e17])('of one span of %d µs is near it', (span) => {
    for (const percent of [1, 50, 90, 95, 100]) {
      expect(isNear(quantile([span], percent), span), `${percent} %`).toBe(true);
    }
  });

  // The rank is the smallest whole number that is at least that share of all.
  it.each<[count: number, ranks: [p50: number, p90: number, p95: number]]>([
    [1, [1, 1, 1]],
    [2, [1, 2, 2]],
    [3, [2, 3, 3]],
    [10, [5, 9, 10]],
    [20, [10, 18, 19]],
    [21, [11, 19, 20]],
    [100, [50, 90, 95]],
    [101, [51, 91, 96]],
  ])('of %i spans is that of the nearest rank', (count, ranks) => {
    // Twice as long each, so that no two are in one bin; up to 2^101 µs, which no database holds.
    const spans = Array.from({ length: count }, (_, i) => 2 ** (i + 1));
    for (const [i, percent] of [50, 90, 95].entries()) {
      const right = spans[(ranks[i] ?? 0) - 1] ?? Number.NaN;
      expect(isNear(quantile(spans, percent), right), `${percent} %`).toBe(true);
    }
  });

  it.each<[nothings: number, p50: boolean, p90: boolean, p95: boolean]>([
    [49, false, false, false],
    [50, true, false, false],
    [89, true, false, false],
    [90, true, true, false],
    [94, true, true, false],
    [95, true, true, true],
    [100, true, true, true],
  ])('counts %i spans of nothing among 100 as the first', (nothings, ...isNothing) => {
    const spans = Array.from({ length: 100 }, (_, i) => (i < nothings ? 0 : 5_000_000));
    const answered = [50, 90, 95].map((percent) => quantile(spans, percent) === 0);
    expect(answered).toEqual(isNothing);
  });

  it('is within 2 % of the nearest rank over whatever there is', () => {
    const next = randomNumbers(7);
    expect(relativeError).toBeLessThan(0.0195);
    for (let round = 0; round < 500; round += 1) {
      const count = 1 + Math.floor(next() * 60);
      const spans = Array.from({ length: count }, () =>
        next() < 0.2 ? 0 : Math.max(1, Math.round(10 ** (next() * 17))),
      ).sort((a, b) => a - b);
      for (const percent of [1, 50, 90, 95, 99, 100]) {
        const right = spans[Math.ceil((percent * count) / 100) - 1] ?? Number.NaN;
        expect(isNear(quantile(spans, percent), right), `${percent} % of ${spans.join()}`).toBe(true);
      }
    }
  });
});
