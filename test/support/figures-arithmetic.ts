/** Whole-number arithmetic and formatting for the independent computation of figures. */

export const perMillisecond = 1000n;
export const perSecond = 1_000_000n;
export const perHour = 3600n * perSecond;

/** `top / bottom`, rounded half away from zero; null if `bottom` is 0. `bottom` must not be negative. */
export function quotient(top: bigint, bottom: bigint, digits: number): number | null {
  if (bottom < 0n) throw new RangeError('The denominator must not be negative.');
  if (bottom === 0n) return null;
  if (top < 0n) return 0 - (quotient(-top, bottom, digits) ?? 0);
  const scale = 10n ** BigInt(digits);
  const whole = (top * scale) / bottom;
  const rest = (top * scale) % bottom;
  // Dividing two whole numbers gives the nearest double, the same as parsing the decimal would.
  return Number(rest * 2n >= bottom ? whole + 1n : whole) / Number(scale);
}

export const sum = (numbers: readonly bigint[]): bigint =>
  numbers.reduce((total, number) => total + number, 0n);
export const size = (items: readonly unknown[]): bigint => BigInt(items.length);
export const orZero = (microseconds: bigint): bigint => (microseconds > 0n ? microseconds : 0n);
export const wholeSeconds = (microseconds: bigint): number => Number(orZero(microseconds) / perSecond);
export const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Milliseconds since the epoch, rounded down, also before 1970. */
export function milliseconds(microseconds: bigint): number {
  const rest = ((microseconds % perMillisecond) + perMillisecond) % perMillisecond;
  return Number((microseconds - rest) / perMillisecond);
}

/** RFC 3339, truncated to milliseconds. */
export const wire = (microseconds: bigint): string => new Date(milliseconds(microseconds)).toISOString();

export const wireOrNull = (microseconds: bigint | null): string | null =>
  microseconds === null ? null : wire(microseconds);
