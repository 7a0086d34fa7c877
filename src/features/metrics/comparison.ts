import { z } from '@hono/zod-openapi';
import { roundedRatio } from '../../values/exact.ts';
import { instant } from '../../http/fields.ts';

/** The query parameter that asks for the window before as well. */
export const compareQuery = {
  compare: z.enum(['previous']).optional().openapi({
    description:
      '`previous` adds the same figures for the window before, which is as long and ends right before this one begins, and the change since.',
  }),
};

/** How a figure changed. */
export const Change = z
  .strictObject({
    absolute: z.number().nullable().openapi({
      description: 'This figure less that of the window before; null where either is null.',
    }),
    percent: z.number().nullable().openapi({
      description:
        'The same in percent of the figure of the window before, 1 decimal; null where that is null or 0.',
    }),
  })
  .openapi('Change', {
    description: 'How a figure changed since the window before.',
    example: { absolute: 12, percent: 5.9 },
  });
export type Change = z.output<typeof Change>;

/** Figures, nested as they are in an answer. */
export type Figures<F> = { [Name in keyof F]: F[Name] extends number | null ? F[Name] : Figures<F[Name]> };

/** A change in the place of every figure. */
export type ChangeOf<F> = { [Name in keyof F]: F[Name] extends number | null ? Change : ChangeOf<F[Name]> };

/** The schema of the changes of figures: the same shape, with a `Change` for every number. */
function changesOf<Shape extends z.ZodRawShape>(
  figures: Shape,
): z.ZodType<ChangeOf<z.output<z.ZodObject<Shape>>>> {
  const changes = Object.entries(figures).map(([name, schema]) => [
    name,
    schema instanceof z.ZodObject ? changesOf(schema.shape) : Change,
  ]);
  return z.strictObject(Object.fromEntries(changes)) as never;
}

/**
 * What `compare=previous` adds to an answer.
 *
 * @param figures of the answer: numbers, null, and objects of them
 */
export const comparedTo = <Shape extends z.ZodRawShape>(figures: Shape) => ({
  previous: z
    .strictObject({
      from: instant('The beginning of the window before, included.'),
      to: instant('Its end, which is the beginning of this window, not included.'),
      ...figures,
    })
    .openapi({ description: 'The figures of the window before, where they were asked for.' })
    .optional(),
  change: changesOf(figures)
    .openapi({ description: 'How each figure changed since the window before, where that was asked for.' })
    .optional(),
});

/**
 * How figures changed, as they are shown: a reader who subtracts them gets the same.
 *
 * @param current and `previous`, of the same shape
 */
export function changeBetween<F extends object>(current: F, previous: F): ChangeOf<F> {
  const before = new Map<string, unknown>(Object.entries(previous));
  const changes = Object.entries(current).map(([name, now]: [string, unknown]) => [
    name,
    isNested(now)
      ? changeBetween(now, before.get(name) as object)
      : changeOf(now as Figure, before.get(name) as Figure),
  ]);
  return Object.fromEntries(changes) as ChangeOf<F>;
}

type Figure = number | null;
const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

function changeOf(now: Figure, before: Figure): Change {
  if (now === null || before === null) return { absolute: null, percent: null };
  const digits = Math.max(decimals(now), decimals(before));
  // Whole numbers of the last digit shown: no 0.30000000000000004.
  const [a, b] = [scaled(now, digits), scaled(before, digits)];
  return {
    absolute: roundedRatio(a - b, 10n ** BigInt(digits), digits),
    percent: b === 0n ? null : roundedRatio((a - b) * 100n, b, 1),
  };
}

/** How many decimal places a number is written with. */
function decimals(value: number): number {
  let places = 0;
  while (Number(value.toFixed(places)) !== value) places += 1;
  return places;
}

/** The number times 10 to the power of `places`, of which it has no more. */
function scaled(value: number, places: number): bigint {
  const own = decimals(value);
  return BigInt(value.toFixed(own).replace('.', '')) * 10n ** BigInt(places - own);
}
