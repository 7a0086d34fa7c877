import { BoundedMap } from '../../values/bounded-map.ts';
import { plus, wholeOf, type Whole } from '../../values/exact.ts';
import { readSpread } from './distribution.ts';
import { mergeHistograms, readHistogram } from './histogram.ts';
import type { Columns, Values } from './series-columns.ts';
import {
  metricOf,
  neededColumns,
  spreads,
  termsOf,
  type Column,
  type MetricName,
  type Part,
  type Source,
  type Spread,
  type Sum,
} from './series-metrics.ts';

/** Metrics of a window's parts, from what was sent of their columns. */

/** Written distributions by their values: most parts of a window are in the past and repeat unchanged. */
export const writtenParts = () =>
  new BoundedMap<string>({ entries: 5000, characters: 2_000_000 }, (written) => written.length);

/** Longer keys hold whole histograms, which rarely repeat. */
const maxKeyLength = 500;

/**
 * Reads figures of a window's parts.
 *
 * @param writtenBefore a memo from {@link writtenParts}
 * @returns what writes the figures of some of the parts, given by their places in the columns and taken together, as the
 *   last members of a JSON object, with a comma before each
 */
export function figureWriter(
  names: readonly MetricName[],
  source: Source,
  columns: Columns,
  writtenBefore: BoundedMap<string>,
): (places: readonly number[]) => string {
  const valuesOf = (column: Column): Values => {
    const values = columns.get(column);
    if (values === undefined) throw new Error(`The statement did not send ${column}.`);
    return values;
  };
  const wanted = names.map((name) => ({ label: `,"${name}":`, metric: metricOf(name) }));
  const terms = new Map<Sum, { values: Values; times: number }[]>();
  const spreadValues = new Map<Spread, Values>();
  for (const { metric } of wanted) {
    for (const sum of metric.sums) {
      terms.set(
        sum,
        termsOf(sum, source).map(([column, times]) => ({ values: valuesOf(column), times })),
      );
    }
    for (const spread of metric.spreads ?? []) spreadValues.set(spread, valuesOf(spreads[spread][source]));
  }
  let places: readonly number[] = [];
  const part: Part = {
    count(name) {
      let total = 0;
      for (const { values, times } of terms.get(name) ?? []) {
        for (const place of places) total += times * Number(values[place] ?? '');
      }
      return total;
    },
    sum(name) {
      let total: Whole = 0;
      for (const { values, times } of terms.get(name) ?? []) {
        for (const place of places) total = plus(total, wholeOf(String(values[place] ?? '')), times);
      }
      return total;
    },
    spread(name) {
      const values = spreadValues.get(name) ?? [];
      const [only = 0] = places;
      if (places.length === 1) return readSpread(String(values[only] ?? ''));
      return mergeHistograms(places.map((place) => readHistogram(String(values[place] ?? ''))));
    },
  };
  const write = (ofPlaces: readonly number[]): string => {
    places = ofPlaces;
    let members = '';
    for (const { label, metric } of wanted) members += label + metric.write(part);
    return members;
  };
  if (spreadValues.size === 0) return write;

  const asked = [source, ...names].join();
  const allValues = neededColumns(names, source).map(valuesOf);
  return (ofPlaces) => {
    const [place, another] = ofPlaces;
    if (place === undefined || another !== undefined) return write(ofPlaces);
    const key = [asked, ...allValues.map((values) => values[place])].join(';');
    if (key.length > maxKeyLength) return write(ofPlaces);
    let members = writtenBefore.get(key);
    if (members === undefined) writtenBefore.set(key, (members = write(ofPlaces)));
    return members;
  };
}
