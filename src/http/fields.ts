import { z } from '@hono/zod-openapi';
import { maxNameCharacters } from '../values/limits.ts';
import { uuidPattern } from '../values/uuid.ts';

/** Field types that several contracts share. */

/** A UUID from a caller, of any version and in either case. Parsed to lower case, as PostgreSQL writes it. */
export const UuidInput = z
  .string({ error: 'must be a UUID' })
  .regex(uuidPattern, 'must be a UUID')
  .toLowerCase();

/** A UUID in an answer. */
export const uuid = (description: string) => z.guid().openapi({ format: 'uuid', description });

/** An instant in an answer: RFC 3339, UTC, cut to milliseconds. */
export const instant = (description: string) =>
  z.iso
    .datetime({ precision: 3 })
    .openapi({ format: 'date-time', description: `${description} RFC 3339, UTC, milliseconds.` });

/** A session's version in an answer. */
export const version = z.int().min(1).openapi({
  description: 'Its version, for `If-Match` (in double quotes): higher after each change.',
});

/** A team in an answer. */
export const team = (description: string) => z.string().nullable().openapi({ description });

/** The name beside an id in an answer. */
export const name = (description: string) =>
  z
    .string()
    .nullable()
    .openapi({ description: `${description} Null where nobody has written one.` });

/** Which fields of a list's entry have a placeholder. */
export const unreadable = z.array(z.string()).optional().openapi({
  description:
    'Rarely present: the fields of this entry that hold a placeholder, because what the database holds cannot be shown.',
});

/** Skills in an answer. */
export const skills = (description: string) => z.array(z.string()).openapi({ description });

/** A whole number that counts something. */
export const count = (description: string) => z.int().min(0).openapi({ description });

/** A figure that is null if it has nothing to be computed from. */
export const nullableFigure = (description: string) =>
  z
    .number()
    .nullable()
    .openapi({ description: `${description} Null if there is no data for it.` });

interface WholeNumberBounds {
  min: number;
  max: number;
  description: string;
  example: number;
}

/** A whole number in a query string, in plain digits. Both bounds are included. */
export function optionalWholeNumberQuery({ min, max, description, example }: WholeNumberBounds) {
  const message = `must be one whole number from ${min} to ${max}`;
  return z
    .string({ error: message })
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.number().min(min, message).max(max, message))
    .optional()
    .openapi({ type: 'integer', minimum: min, maximum: max, description, example });
}

/** The same with a default. */
export function wholeNumberQuery(param: Omit<WholeNumberBounds, 'example'> & { fallback: number }) {
  return optionalWholeNumberQuery({ ...param, example: param.fallback })
    .default(param.fallback)
    .openapi({ default: param.fallback });
}

/** The query of an endpoint without parameters. Any parameter is refused. */
export const NoQuery = z.strictObject({});

/** The path parameter of every session endpoint. */
export const SessionPath = z.object({
  session_id: UuidInput.openapi({
    format: 'uuid',
    description: 'The session.',
    example: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
  }),
});

/** Text that PostgreSQL can store: no U+0000, no half of a surrogate pair. */
export const storableText = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), {
      message: 'must be well-formed Unicode text without U+0000',
    });

/** The name of a team or a skill in a query. */
export const teamOrSkill = storableText(1, maxNameCharacters);

/** The name of a team or a skill in a body. Blank text means none; the database makes it so. */
export const teamOrSkillOrBlank = storableText(0, maxNameCharacters);

/** A query parameter that is `true`, `false` or left out. */
export const yesOrNoQuery = (description: string) =>
  z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true')
    .optional()
    .openapi({ type: 'boolean', description, example: true });
