/**
 * Figures to the last digit. A mean is kept as a sum and a count of whole units and divided once, here, in
 * whole numbers: no floating point, no average of averages.
 */

/**
 * `numerator / denominator`, rounded half away from zero as PostgreSQL's `round(numeric, n)` does.
 *
 * @param digits decimal places of the result
 * @returns the quotient, or null where there is nothing to divide by
 */
export function roundedRatio(numerator: bigint, denominator: bigint, digits: number): number | null {
  if (denominator === 0n) return null;
  const negative = numerator < 0n !== denominator < 0n;
  const top = abs(numerator) * 10n ** BigInt(digits);
  const bottom = abs(denominator);
  const rounded = (2n * top + bottom) / (2n * bottom);
  const text = rounded.toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  const value = Number(digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`);
  return negative && value !== 0 ? -value : value;
}

/** Mean in seconds of a sum in microseconds, 1 decimal; null over nothing. */
export function meanSeconds(sumMicroseconds: bigint, count: bigint): number | null {
  return roundedRatio(sumMicroseconds, count * 1_000_000n, 1);
}

/** `part` of `whole` in percent, 1 decimal; null where the whole is nothing. */
export function percentage(part: bigint, whole: bigint): number | null {
  return roundedRatio(part * 100n, whole, 1);
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
