/**
 * How the database keeps a distribution of spans (src/db/functions/bin.sql): one decimal number with eight
 * digits a bin. Bin n holds spans from base^n up to base^(n+1) microseconds; a span of nothing is in no bin.
 * Log-spaced bins are those of DDSketch (Masson, Rim and Lee, 2019): merging loses nothing.
 */
const base = 1.036;

/** A bin's value, at most this far from any span in it, relative to the span: (base − 1) / (base + 1). */
export const relativeError = (base - 1) / (base + 1);

/** PostgreSQL sends a numeric as digits to the base of 10,000, so that two of them are a bin. */
const digitBase = 10_000;

/** Spans by bin: `spans` says how many are in each, from the bin `lowest` on. */
export interface Histogram {
  lowest: number;
  spans: number[];
}

/**
 * Reads a histogram as `numeric_send` writes it: 16-bit numbers, of digits, the first one's power, the sign and
 * the scale, and then the digits. Trailing digits of 0 are left out.
 *
 * @param base64 may hold line breaks; empty for a histogram of nothing
 */
export function readHistogram(base64: string): Histogram {
  if (base64 === '') return { lowest: 0, spans: [] };
  const bytes = atob(base64);
  const word = (index: number): number => bytes.charCodeAt(2 * index) * 256 + bytes.charCodeAt(2 * index + 1);
  const digits = word(0);
  const highestPower = word(1);
  const lowest = (highestPower - digits + 1) >> 1;
  const spans = Array<number>(digits === 0 ? 0 : (highestPower >> 1) - lowest + 1).fill(0);
  for (let index = 0; index < digits; index += 1) {
    const power = highestPower - index;
    const place = (power >> 1) - lowest;
    spans[place] = (spans[place] ?? 0) + word(4 + index) * (power % 2 === 0 ? 1 : digitBase);
  }
  return { lowest, spans };
}

/**
 * Reads a histogram as the database writes some of its bins: the highest first, and how many spans count in each,
 * `555 19 554 4 …`.
 */
export function readBins(sent: string): Histogram {
  if (sent === '') return { lowest: 0, spans: [] };
  const numbers = sent.split(' ').map(Number);
  const highest = numbers[0] ?? Number.NaN;
  const lowest = numbers.at(-2) ?? Number.NaN;
  const spans = Array<number>(highest - lowest + 1).fill(0);
  for (let at = 0; at < numbers.length; at += 2) {
    spans[(numbers[at] ?? Number.NaN) - lowest] = numbers[at + 1] ?? Number.NaN;
  }
  return { lowest, spans };
}

/** What is left of a histogram, or more than is in it: bins may have fewer spans than none. */
export const negative = ({ lowest, spans }: Histogram): Histogram => ({
  lowest,
  spans: spans.map((number) => -number),
});

/** Adds histograms up. */
export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  const [only] = histograms;
  if (histograms.length === 1 && only !== undefined) return only;
  const filled = histograms.filter(({ spans }) => spans.length > 0);
  if (filled.length === 0) return { lowest: 0, spans: [] };
  const lowest = Math.min(...filled.map((histogram) => histogram.lowest));
  const end = Math.max(...filled.map((histogram) => histogram.lowest + histogram.spans.length));
  const merged = Array<number>(end - lowest).fill(0);
  for (const histogram of filled) {
    for (const [place, spans] of histogram.spans.entries()) {
      const bin = histogram.lowest - lowest + place;
      merged[bin] = (merged[bin] ?? 0) + spans;
    }
  }
  return { lowest, spans: merged };
}

/**
 * The p-quantiles by nearest rank (SQL's `percentile_disc`): for each the smallest span that at least `p` of all spans
 * do not exceed, within `relativeError`.
 *
 * @param count of all spans, those of nothing among them
 * @param percents of them, 1 to 100, ascending
 * @returns microseconds; null over nothing
 */
export function quantiles<const Percents extends readonly number[]>(
  { lowest, spans }: Histogram,
  count: number,
  percents: Percents,
): { [Place in keyof Percents]: number | null } {
  // Those of nothing come first; `bin` is the one that the spans seen so far end in.
  let seen = count;
  for (const more of spans) seen -= more;
  let bin = lowest - 1;
  const found = percents.map((percent) => {
    if (count === 0) return null;
    const rank = Math.ceil((count * percent) / 100);
    while (seen < rank && bin < lowest + spans.length) {
      bin += 1;
      seen += spans[bin - lowest] ?? 0;
    }
    return bin < lowest ? 0 : valueOf(bin);
  });
  return found as { [Place in keyof Percents]: number | null };
}

/**
 * The same where the database has found their bins (`dashboard_percentile_bins`).
 *
 * @param bins -1 for that of spans of nothing
 */
export const quantilesInBins = (bins: readonly number[], count: number): (number | null)[] =>
  bins.map((bin) => (count === 0 ? null : bin < 0 ? 0 : valueOf(bin)));

const values: number[] = [];

/** The value that is relatively as far from the smallest as from the largest span of its bin. */
const valueOf = (bin: number): number => (values[bin] ??= (2 * base ** (bin + 1)) / (base + 1));
