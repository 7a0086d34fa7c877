/**
 * How the database keeps a distribution of spans (drizzle/0003_distributions.sql): one decimal number with eight
 * digits a bin. Bin n holds spans from base^n up to base^(n+1) microseconds; a span of nothing is in no bin.
 * Log-spaced bins are those of DDSketch (Masson, Rim and Lee, 2019): merging loses nothing.
 */
const base = 1.036;

/** A bin's value, at most this far from any span in it, relative to the span: (base − 1) / (base + 1). */
export const relativeError = (base - 1) / (base + 1);

/** PostgreSQL sends a numeric as digits to the base of 10,000, so that two of them are a bin. */
const digitBase = 10_000;

/** A bin that has spans: its number and how many. */
export interface Bin {
  bin: number;
  spans: number;
}

/**
 * Reads a histogram as `numeric_send` writes it: 16-bit numbers, of digits, the first one's power, the sign and
 * the scale, and then the digits. Trailing digits of 0 are left out.
 *
 * @param base64 may hold line breaks; empty for a histogram of nothing
 * @returns the bins that have spans, ascending
 */
export function readHistogram(base64: string): Bin[] {
  if (base64 === '') return [];
  const bytes = atob(base64);
  const word = (index: number): number => bytes.charCodeAt(2 * index) * 256 + bytes.charCodeAt(2 * index + 1);
  const digits = word(0);
  const highestPower = word(1);
  const bins: Bin[] = [];
  for (let index = digits - 1; index >= 0; index -= 1) {
    const digit = word(4 + index);
    if (digit === 0) continue;
    const power = highestPower - index;
    const bin = power >> 1;
    const spans = power % 2 === 0 ? digit : digit * digitBase;
    const last = bins.at(-1);
    if (last?.bin === bin) last.spans += spans;
    else bins.push({ bin, spans });
  }
  return bins;
}

/** Adds histograms up. */
export function mergeBins(histograms: readonly Bin[][]): Bin[] {
  const [only] = histograms;
  if (histograms.length === 1 && only !== undefined) return only;
  const spans = new Map<number, number>();
  for (const { bin, spans: more } of histograms.flat()) spans.set(bin, (spans.get(bin) ?? 0) + more);
  return Array.from(spans, ([bin, total]) => ({ bin, spans: total })).sort((a, b) => a.bin - b.bin);
}

/**
 * The p-quantile by nearest rank (SQL's `percentile_disc`): the smallest span that at least `p` of all spans do
 * not exceed, within `relativeError`.
 *
 * @param bins as `readHistogram` gives them
 * @param count of all spans, those of nothing among them
 * @param percent of them, 1 to 100
 * @returns microseconds; null over nothing
 */
export function quantile(bins: readonly Bin[], count: number, percent: number): number | null {
  if (count === 0) return null;
  const rank = Math.ceil((count * percent) / 100);
  let seen = count;
  for (const { spans } of bins) seen -= spans;
  if (seen >= rank) return 0;
  for (const { bin, spans } of bins) {
    seen += spans;
    if (seen >= rank) return valueOf(bin);
  }
  throw new RangeError('A histogram has fewer spans than were counted.');
}

/** The value that is relatively as far from the smallest as from the largest span of its bin. */
const valueOf = (bin: number): number => (2 * base ** (bin + 1)) / (base + 1);
