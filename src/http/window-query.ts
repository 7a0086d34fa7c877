import { z } from '@hono/zod-openapi';
import { microsecondsOf, toUtcMicroseconds } from '../values/instant.ts';
import type { Window } from '../values/window.ts';
import { instant, optionalWholeNumberQuery } from './fields.ts';

/** The longest relative window: 30 days. */
export const maxRangeHours = 720;

/** The window of a query that names none: a day. */
export const defaultRangeHours = 24;

/** The longest window between two instants: a leap year. */
export const maxWindowDays = 366;

const rangeMessage = 'must be one RFC 3339 instant with at most microseconds, such as 2026-03-14T09:26:53Z';

/** The time zone of a query that names none. */
export const defaultTimeZone = 'UTC';

/** An instant in a query string: RFC 3339 with any offset. Parsed to UTC with microseconds. */
const instantQuery = (description: string, example: string) =>
  z
    .string({ error: rangeMessage })
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/i, {
      error: rangeMessage,
      abort: true,
    })
    .transform((text, context) => {
      const utc = toUtcMicroseconds(text.toUpperCase());
      if (utc !== undefined) return utc;
      context.addIssue({
        code: 'custom',
        message: 'must be an instant that exists, in the years 1900 to 9998',
      });
      return z.NEVER;
    })
    .optional()
    .openapi({ type: 'string', format: 'date-time', description, example });

const windowShape = {
  time_range_hours: optionalWholeNumberQuery({
    min: 1,
    max: maxRangeHours,
    description: `The length of the window in hours, ${defaultRangeHours} where nothing else is asked for. The window ends at \`generated_at\`, the database’s clock cut to the millisecond; both ends are included.`,
    example: defaultRangeHours,
  }),
  from: instantQuery(
    `Instead of \`time_range_hours\`, together with \`to\`: the window’s beginning, included. RFC 3339 with any offset (a \`+\` in a URL is written \`%2B\`).`,
    '2026-03-01T00:00:00Z',
  ),
  to: instantQuery(
    `The window’s end, included; after \`from\`, at most ${maxWindowDays} days later.`,
    '2026-03-31T23:59:59.999Z',
  ),
};

interface WindowParameters {
  time_range_hours?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Checks that the window parameters of a query fit together. */
function windowIssues({ time_range_hours, from, to }: WindowParameters): { path: string; message: string }[] {
  if (from === undefined && to === undefined) return [];
  if (from === undefined) return [{ path: 'from', message: 'must be given together with to' }];
  if (to === undefined) return [{ path: 'to', message: 'must be given together with from' }];
  if (time_range_hours !== undefined) {
    return [{ path: 'time_range_hours', message: 'must not be given beside from and to' }];
  }
  const length = microsecondsOf(to) - microsecondsOf(from);
  if (length <= 0n) return [{ path: 'to', message: 'must be after from' }];
  if (length > BigInt(maxWindowDays) * 86_400_000_000n) {
    return [{ path: 'to', message: `must be at most ${maxWindowDays} days after from` }];
  }
  return [];
}

/** The query of an endpoint over a window: the window's parameters and its own. Read the window with `windowOf`. */
export const windowQuery = <Shape extends z.ZodRawShape>(own: Shape) =>
  z.strictObject({ ...windowShape, ...own }).superRefine((query, context) => {
    for (const { path, message } of windowIssues(query as WindowParameters)) {
      context.addIssue({ code: 'custom', path: [path], message });
    }
  });

/** The window that a query names; undefined if it names none. */
export function windowAskedFor({ time_range_hours, from, to }: WindowParameters): Window | undefined {
  if (from !== undefined && to !== undefined) return { from, to };
  return time_range_hours === undefined ? undefined : { hours: time_range_hours };
}

/** The window that a query names; the last day if it names none. */
export const windowOf = (query: WindowParameters): Window =>
  windowAskedFor(query) ?? { hours: defaultRangeHours };

/** How an answer names its window. */
export const windowFields = {
  time_range_hours: z
    .int()
    .min(1)
    .max(maxRangeHours)
    .nullable()
    .openapi({ description: 'The length of the window in hours; null where `from` and `to` were given.' }),
  from: instant('The beginning of the window, included.'),
  to: instant('The end of the window, included.'),
  generated_at: instant('When these figures were true, by the database’s clock.'),
};
