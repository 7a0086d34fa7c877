/**
 * Figures to the last digit. A mean is kept as a sum and a count of whole units and divided once, here, in
 * whole numbers: no floating point, no average of averages.
 */

/** A whole number: as a `number` only where that is exact. */
export type Whole = number | bigint;

/** Reads a whole number's digits. */
export function wholeOf(digits: string): Whole {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

/** `sum + times * value`, all of them whole. */
export function plus(sum: Whole, value: Whole, times = 1): Whole {
  if (typeof sum === 'number' && typeof value === 'number') {
    const more = times * value;
    const total = sum + more;
    if (Number.isSafeInteger(more) && Number.isSafeInteger(total)) return total;
  }
  const total = BigInt(sum) + BigInt(times) * BigInt(value);
  const number = Number(total);
  return Number.isSafeInteger(number) ? number : total;
}

/**
 * `numerator / denominator`, rounded half away from zero as PostgreSQL's `round(numeric, n)` does.
 *
 * @param digits decimal places of the result
 * @returns the quotient, or null where there is nothing to divide by
 */
export function roundedRatio(numerator: Whole, denominator: Whole, digits: number): number | null {
  const [top, bottom] = [Number(numerator), Number(denominator)];
  if (bottom === 0) return null;
  const size =
    ratioOfSmall(Math.abs(top), Math.abs(bottom), digits) ??
    ratioOfAny(abs(BigInt(numerator)), abs(BigInt(denominator)), digits);
  return top < 0 !== bottom < 0 && size !== 0 ? -size : size;
}

const scales = [1, 10, 100];

/**
 * The quotient of what is not negative, while every number on the way is a whole one below 2^53: floating point then
 * rounds nothing but the result, which is the number nearest to those decimals.
 */
function ratioOfSmall(top: number, bottom: number, digits: number): number | undefined {
  const scale = scales[digits] ?? Number.NaN;
  const twice = 2 * top * scale + bottom;
  if (!(twice <= Number.MAX_SAFE_INTEGER && 2 * bottom <= Number.MAX_SAFE_INTEGER)) return undefined;
  return (twice - (twice % (2 * bottom))) / (2 * bottom) / scale;
}

/** The same of any size. */
function ratioOfAny(top: bigint, bottom: bigint, digits: number): number {
  const rounded = (2n * top * 10n ** BigInt(digits) + bottom) / (2n * bottom);
  const text = rounded.toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  return Number(digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`);
}

/** Mean in seconds of a sum in microseconds, 1 decimal; null over nothing. */
export function meanSeconds(sumMicroseconds: Whole, count: Whole): number | null {
  const divisor = Number(count) * 1_000_000;
  return roundedRatio(
    sumMicroseconds,
    Number.isSafeInteger(divisor) ? divisor : BigInt(count) * 1_000_000n,
    1,
  );
}

/** `part` of `whole` in percent, 1 decimal; null where the whole is nothing. */
export function percentage(part: Whole, whole: Whole): number | null {
  return roundedRatio(plus(0, part, 100), whole, 1);
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
