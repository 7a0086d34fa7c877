import { z } from '@hono/zod-openapi';
import type { Database } from '../../db/client.ts';
import { isInvalidParameter } from '../../db/errors.ts';
import type { Statement } from '../../db/statement.ts';
import { UuidInput } from '../../http/fields.ts';
import { defaultTimeZone } from '../../http/window-query.ts';
import { validationFailed } from '../../http/validation.ts';
import type { Granularity } from '../../values/enums.ts';
import { hoursIn, type Window } from '../../values/window.ts';
import { agentMetricNames, metricNames, sessionMetricNames, type MetricName } from './series-metrics.ts';

/** What time series and heat maps have in common: which metrics, of whom, and by which clocks. */

const metricsMessage = `must be a comma-separated list of: ${metricNames.join(', ')}`;
const defaultMetrics: MetricName[] = ['total_sessions'];

const zoneMessage = 'must be an IANA time zone, such as UTC, Europe/Berlin or Asia/Kolkata';

/**
 * The most values of a time series: its buckets times its metrics. A leap year by the hour may have two metrics, which
 * is what the admin UI asks for at most. Days, weeks and months never come near it.
 */
export const maxSeriesValues = 20_000;

const isMetricName = (name: string): name is MetricName => metricNames.some((known) => known === name);

export const seriesQuery = {
  metrics: z
    .string({ error: metricsMessage })
    .transform((text, context): MetricName[] => {
      const names = text.split(',');
      // In the order of the catalogue and once each, so that one question has one cache key.
      if (names.every(isMetricName)) return metricNames.filter((name) => names.includes(name));
      context.addIssue({ code: 'custom', message: metricsMessage });
      return z.NEVER;
    })
    .optional()
    .openapi({
      type: 'array',
      items: { $ref: '#/components/schemas/MetricName' },
      param: { style: 'form', explode: false },
      description: `Comma-separated, in any order, \`${defaultMetrics.join()}\` where none is named. The answer has them in the order of \`MetricName\`. With \`agent_id\` only: ${agentMetricNames.map((name) => `\`${name}\``).join(', ')}.`,
    }),
  tz: z.string({ error: zoneMessage }).refine(isTimeZone, zoneMessage).default(defaultTimeZone).openapi({
    description: 'The IANA time zone whose clocks make hours, days, weeks and months.',
    example: 'Europe/Berlin',
  }),
  agent_id: UuidInput.optional().openapi({
    format: 'uuid',
    description: 'Of this agent only. A caller with role `agent` may name only itself.',
    example: '17dd40f9-685a-57e8-9773-66d77d651882',
  }),
};

/**
 * A name of the form Area/Place, or UTC or GMT. Never an offset, whose sign PostgreSQL reads the other way round, and
 * never an abbreviation, such as CET or IST, which it takes for one fixed offset all year.
 */
function isTimeZone(name: string): boolean {
  if (name === 'UTC' || name === 'GMT') return true;
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){1,2}$/.test(name) || name.length > 64) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * The metrics that a query names.
 *
 * @throws {Problem} validation_failed if one does not exist for a single agent, or only for one
 */
export function metricsAskedFor(named: MetricName[] | undefined, agentId: string | undefined): MetricName[] {
  const names = named ?? defaultMetrics;
  const [allowed, condition] =
    agentId === undefined ? [sessionMetricNames, 'without'] : [agentMetricNames, 'with'];
  if (!names.every((name) => allowed.includes(name))) {
    throw validationFailed([
      { path: 'metrics', message: `${condition} agent_id, must be of: ${allowed.join(', ')}` },
    ]);
  }
  return names;
}

/**
 * Refuses hours that would make too long an answer.
 *
 * @throws {Problem} validation_failed that names the longest window
 */
export function requireFewHours(
  { granularity, window }: { granularity: Granularity; window: Window },
  metrics: readonly MetricName[],
): void {
  const mostHours = Math.floor(maxSeriesValues / metrics.length);
  if (granularity !== 'hour' || hoursIn(window) <= mostHours) return;
  const message = `with ${metrics.length} metrics by the hour, the window may have at most ${mostHours} hours (${maxSeriesValues} values); ask for a shorter window, fewer metrics or longer buckets`;
  throw validationFailed([{ path: 'granularity', message }]);
}

/**
 * Runs a statement over the buckets of a window.
 *
 * @throws {Problem} validation_failed if the database does not know the time zone: its list may be older than ours
 */
export async function readBuckets<Row>(db: Database, statement: Statement<Row>): Promise<Row> {
  try {
    const [row] = await db.read(statement);
    if (row === undefined) throw new Error('A statement over a window returned no row.');
    return row;
  } catch (error) {
    if (!isInvalidParameter(error)) throw error;
    throw validationFailed([
      { path: 'tz', message: 'is not known to the database; use another name for it' },
    ]);
  }
}
