import { quotient } from './figures-arithmetic.ts';

/** Seconds that an answer may be a little off: the exact ones, as microseconds. */
export class NearSeconds {
  readonly microseconds: number;

  constructor(microseconds: bigint) {
    this.microseconds = Number(microseconds);
  }

  /** Within 2 %, 4 significant digits, and nothing is exactly 0. */
  allows(seconds: unknown): boolean {
    return (
      typeof seconds === 'number' &&
      Number(seconds.toPrecision(4)) === seconds &&
      Math.abs(seconds * 1_000_000 - this.microseconds) <= this.microseconds * 0.02
    );
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/**
 * What an answer must be: the expected values, and of those that may be a little off the answered ones where they
 * are near enough. To be compared with the answer for equality.
 */
export function settled(expected: unknown, answered: unknown): unknown {
  if (expected instanceof NearSeconds) {
    return expected.allows(answered) ? answered : expected.microseconds / 1_000_000;
  }
  if (Array.isArray(expected)) {
    return expected.map((part, place) => settled(part, memberOf(answered, String(place))));
  }
  if (typeof expected !== 'object' || expected === null) return expected;
  return Object.fromEntries(
    Object.entries(expected).map(([name, part]) => [name, settled(part, memberOf(answered, name))]),
  );
}

/** What a number shown is in units of 10^-12. */
function units(shown: number): bigint {
  const [mantissa = '', exponent = '0'] = String(shown).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const places = 12 + Number(exponent) - fraction.length;
  if (places < 0) throw new RangeError(`More decimals than expected: ${shown}`);
  return BigInt(whole + fraction) * 10n ** BigInt(places);
}

function changeOf(now: number | null, before: number | null) {
  if (now === null || before === null) return { absolute: null, percent: null };
  const difference = units(now) - units(before);
  const digits = String(difference < 0n ? -difference : difference).padStart(13, '0');
  const absolute = Number(`${digits.slice(0, -12)}.${digits.slice(-12)}`);
  return {
    absolute: difference < 0n ? -absolute : absolute,
    percent: quotient(100n * difference, units(before), 1),
  };
}

/** A change in the place of every figure, of figures as they are shown. */
export function changesOf(now: object, before: object): object {
  return Object.fromEntries(
    Object.entries(now).map(([name, value]: [string, unknown]) => {
      const earlier = memberOf(before, name);
      return typeof value === 'object' && value !== null
        ? [name, changesOf(value, earlier as object)]
        : [name, changeOf(value as number | null, earlier as number | null)];
    }),
  );
}

/** Figures that are compared: their own, those of before and the change, as far as these were answered. */
export function compared(figures: object, before: object, beforeInfo: object, answered: unknown): object {
  const now = settled(figures, answered) as object;
  const previous = settled(before, memberOf(answered, 'previous')) as object;
  return { ...now, previous: { ...previous, ...beforeInfo }, change: changesOf(now, previous) };
}
