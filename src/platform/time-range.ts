import { z } from '@hono/zod-openapi';
import { wholeNumberQuery } from './fields.ts';

/** How far back a window may reach: 30 days. */
export const maxRangeHours = 720;

/** Where no `time_range_hours` is given: a day. */
export const defaultRangeHours = 24;

const timeRangeHours = wholeNumberQuery({
  min: 1,
  max: maxRangeHours,
  fallback: defaultRangeHours,
  description:
    'The length of the window in hours. The window ends at `generated_at`, the database’s clock cut to the millisecond; both ends are included.',
});

/** The query of every aggregate. */
export const TimeRangeQuery = z.strictObject({ time_range_hours: timeRangeHours });

/** The range in an answer, as it was asked for. */
export const timeRangeField = z
  .int()
  .min(1)
  .max(maxRangeHours)
  .openapi({ description: 'The length of the window, in hours.' });
