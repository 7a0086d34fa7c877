import { z } from '@hono/zod-openapi';
import { isAnswerTooLarge, isInvalidParameter } from '../../db/errors.ts';
import { UuidInput } from '../../http/fields.ts';
import { JsonText } from '../../values/json-text.ts';
import { validationFailed } from '../../http/validation.ts';
import { agentMetricNames, metricNames, type MetricName } from './series-metrics.ts';

/** What time series and heat maps have in common: which metrics, of whom, and by which clocks. */

const metricsMessage = `must be a comma-separated list of: ${metricNames.join(', ')}`;
const defaultMetrics: MetricName[] = ['total_sessions'];

const zoneMessage = 'must be an IANA time zone, such as UTC, Europe/Berlin or Asia/Kolkata';

const isMetricName = (name: string): name is MetricName => metricNames.some((known) => known === name);

export const seriesQuery = {
  metrics: z
    .string({ error: metricsMessage })
    .transform((text, context): MetricName[] => {
      const names = [...new Set(text.split(','))];
      if (names.every(isMetricName)) return names;
      context.addIssue({ code: 'custom', message: metricsMessage });
      return z.NEVER;
    })
    .optional()
    .openapi({
      type: 'string',
      description: `Comma-separated, \`${defaultMetrics.join()}\` where none is named. One or more of: ${metricNames.map((name) => `\`${name}\``).join(', ')}. With \`agent_id\` only: ${agentMetricNames.map((name) => `\`${name}\``).join(', ')}.`,
      example: 'total_sessions,response_time',
    }),
  tz: z.string({ error: zoneMessage }).refine(isTimeZone, zoneMessage).default('UTC').openapi({
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
 * The metrics asked for.
 *
 * @throws {Problem} validation_failed where one can't be taken of a single agent
 */
export function metricsAskedFor(named: MetricName[] | undefined, agentId: string | undefined): MetricName[] {
  const names = named ?? defaultMetrics;
  if (agentId !== undefined && !names.every((name) => agentMetricNames.includes(name))) {
    throw validationFailed([
      { path: 'metrics', message: `with agent_id, must be of: ${agentMetricNames.join(', ')}` },
    ]);
  }
  return names;
}

/**
 * Runs a statement over the parts of a window, whose time zone the database may not know (its list of zones may be
 * older than ours), and whose answer may be more than it sends at once: hourly histograms of a busy year.
 *
 * @throws {Problem} validation_failed where it does not, or is
 */
export async function readParts<Row>(read: () => Promise<Row[]>): Promise<Row> {
  try {
    const [row] = await read();
    if (row === undefined) throw new Error('A statement over a window returned no row.');
    return row;
  } catch (error) {
    if (isInvalidParameter(error)) {
      throw validationFailed([
        { path: 'tz', message: 'is not known to the database; take another name of it' },
      ]);
    }
    if (isAnswerTooLarge(error)) {
      const message =
        'are more than one answer holds: by the hour, take response_time, wait_time and handle_time one at a time, or over a shorter window';
      throw validationFailed([{ path: 'metrics', message }]);
    }
    throw error;
  }
}

/**
 * An answer over the parts of a window.
 *
 * @param head its first members
 * @param parts the name of its list, and that list's values, each as JSON
 * @param tail its last members
 */
export function writeSeries<Body extends object>(
  head: Partial<Body>,
  parts: { [Name in keyof Body]?: string[] },
  tail: Partial<Body>,
): JsonText<Body> {
  const lists = Object.entries<string[] | undefined>(parts).map(
    ([name, values = []]) => `${JSON.stringify(name)}:[${values.join(',')}]`,
  );
  return new JsonText([JSON.stringify(head).slice(0, -1), ...lists, JSON.stringify(tail).slice(1)].join(','));
}
