/** Whole numbers and how they are shown: what the plain computation of figures is made of. */

export const perMillisecond = 1000n;
export const perSecond = 1_000_000n;
export const perHour = 3600n * perSecond;

/** `top / bottom`, half away from zero; null over nothing. `bottom` may not be negative. */
export function quotient(top: bigint, bottom: bigint, digits: number): number | null {
  if (bottom < 0n) throw new RangeError('No figure is taken of less than nothing.');
  if (bottom === 0n) return null;
  if (top < 0n) return 0 - (quotient(-top, bottom, digits) ?? 0);
  const scale = 10n ** BigInt(digits);
  const whole = (top * scale) / bottom;
  const rest = (top * scale) % bottom;
  // Dividing two whole numbers gives the closest number there is, as reading the decimal would.
  return Number(rest * 2n >= bottom ? whole + 1n : whole) / Number(scale);
}

export const sum = (numbers: readonly bigint[]): bigint =>
  numbers.reduce((total, number) => total + number, 0n);
export const size = (items: readonly unknown[]): bigint => BigInt(items.length);
export const orZero = (microseconds: bigint): bigint => (microseconds > 0n ? microseconds : 0n);
export const wholeSeconds = (microseconds: bigint): number => Number(orZero(microseconds) / perSecond);
export const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whole milliseconds since the epoch, cut; before 1970 too. */
export function milliseconds(microseconds: bigint): number {
  const rest = ((microseconds % perMillisecond) + perMillisecond) % perMillisecond;
  return Number((microseconds - rest) / perMillisecond);
}

/** RFC 3339 with the milliseconds cut. */
export const wire = (microseconds: bigint): string => new Date(milliseconds(microseconds)).toISOString();

export const wireOrNull = (microseconds: bigint | null): string | null =>
  microseconds === null ? null : wire(microseconds);
