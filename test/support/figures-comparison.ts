import { quotient } from './figures-arithmetic.ts';

/** A duration that an answer may approximate. Holds the exact value in microseconds. */
export class NearSeconds {
  readonly microseconds: number;

  constructor(microseconds: bigint) {
    this.microseconds = Number(microseconds);
  }

  /** Whether the answer is within 2 %, has at most 4 significant digits, and is 0 only for exactly 0. */
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
 * The expected values, with each approximate value replaced by the answered one if that is close enough.
 * Compare the result with the answer for equality.
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

/** Converts a displayed number to units of 10^-12. */
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

/** The change of every figure, computed from the displayed values. */
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

/** Figures with a comparison: current, previous and change, limited to the ones in the answer. */
export function compared(figures: object, before: object, beforeInfo: object, answered: unknown): object {
  const now = settled(figures, answered) as object;
  const previous = settled(before, memberOf(answered, 'previous')) as object;
  return { ...now, previous: { ...previous, ...beforeInfo }, change: changesOf(now, previous) };
}
