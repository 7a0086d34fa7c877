/**
 * Exact figures. A mean is kept as a sum and a count of whole units and is divided once, here, in whole numbers: no
 * floating point, no average of averages.
 */

/** A whole number; a `number` must be a safe integer. */
export type Whole = number | bigint;

/**
 * `numerator / denominator`, rounded half away from zero as PostgreSQL's `round(numeric, n)` does.
 *
 * @param digits decimal places of the result
 * @returns null if the denominator is 0
 */
export function roundedRatio(numerator: Whole, denominator: Whole, digits: number): number | null {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  if (bottom === 0n) return null;
  const rounded = (2n * abs(top) * 10n ** BigInt(digits) + abs(bottom)) / (2n * abs(bottom));
  // Written as decimals and parsed: the result is the number nearest to them.
  const size = Number(`${rounded}e-${digits}`);
  return top < 0n !== bottom < 0n && size !== 0 ? -size : size;
}

/** The mean in seconds of a sum in microseconds, 1 decimal; null if the count is 0. */
export const meanSeconds = (sumMicroseconds: Whole, count: Whole): number | null =>
  roundedRatio(sumMicroseconds, BigInt(count) * 1_000_000n, 1);

/** `part` of `whole` in percent, 1 decimal; null if the whole is 0. */
export const percentage = (part: Whole, whole: Whole): number | null =>
  roundedRatio(BigInt(part) * 100n, whole, 1);

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
