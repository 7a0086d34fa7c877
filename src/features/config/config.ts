import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import type { Config } from '../../env.ts';
import { Priority } from '../../http/enum-schemas.ts';
import { count, NoQuery } from '../../http/fields.ts';
import { maxPageRows } from '../../http/page.ts';
import { ok, problems, readableBy } from '../../http/route.ts';
import { defaultRangeHours, defaultTimeZone, maxRangeHours, maxWindowDays } from '../../http/window-query.ts';
import { callerRoles, priorities } from '../../values/enums.ts';
import { keptHours } from '../commands/idempotency.ts';
import { selectConfig } from './config.sql.ts';

export const ConfigResponse = z
  .strictObject({
    teams: z
      .array(
        z.strictObject({
          team: z.string().openapi({ description: 'The team’s full name.' }),
          agents: count('Its registered agents, there or not.'),
        }),
      )
      .openapi({ description: 'The teams that registered agents are in, by name.' }),
    skills: z
      .array(
        z.strictObject({
          skill: z.string().openapi({ description: 'The skill’s full name.' }),
          agents: count('The registered agents who have it, there or not.'),
        }),
      )
      .openapi({ description: 'The skills that registered agents have, by name.' }),
    priorities: z
      .array(
        z.strictObject({
          priority: Priority,
          from_seconds: count('The shortest wait that has this priority.'),
        }),
      )
      .openapi({ description: 'The priorities of waiting sessions, lowest first.' }),
    time_zone: z
      .string()
      .openapi({ description: 'The time zone of time series and heat maps that name none.' }),
    registered_agents_only: z
      .boolean()
      .openapi({ description: 'Whether sessions are given to registered agents only.' }),
    agent_lapse_minutes: count(
      'Minutes without a sign of life after which an agent is `offline`; 0: its availability does not lapse.',
    ),
    limits: z.strictObject({
      page_rows: count('The most rows that a page of a list can have.'),
      default_range_hours: count('The length of a window where none is named.'),
      max_range_hours: count('The longest window that `time_range_hours` can name.'),
      max_window_days: count('The longest window that `from` and `to` can name.'),
      idempotency_hours: count('For how long the outcome of an idempotency key is kept.'),
    }),
  })
  .openapi('ConfigResponse', {
    description: 'What a client needs to offer choices and to stay within limits.',
    example: {
      teams: [
        { team: 'billing', agents: 3 },
        { team: 'support', agents: 5 },
      ],
      skills: [{ skill: 'french', agents: 2 }],
      priorities: [
        { priority: 'low', from_seconds: 0 },
        { priority: 'medium', from_seconds: 60 },
        { priority: 'high', from_seconds: 180 },
      ],
      time_zone: 'UTC',
      registered_agents_only: false,
      agent_lapse_minutes: 0,
      limits: {
        page_rows: 100,
        default_range_hours: 24,
        max_range_hours: 720,
        max_window_days: 366,
        idempotency_hours: 24,
      },
    },
  });

const route = createRoute({
  method: 'get',
  path: '/config',
  operationId: 'getConfig',
  tags: ['Callers'],
  summary: 'Choices and limits',
  description:
    'The teams and skills to choose from, where priorities begin, and limits. A team that only sessions wait for, with no registered agent in it, is not listed. Never cached.',
  ...readableBy(...callerRoles),
  request: { query: NoQuery },
  responses: { 200: ok(ConfigResponse, 'The configuration.'), ...problems() },
});

const fromSeconds: Record<z.output<typeof Priority>, (config: Config) => number> = {
  low: () => 0,
  medium: ({ WAIT_MEDIUM_SECONDS }) => WAIT_MEDIUM_SECONDS,
  high: ({ WAIT_HIGH_SECONDS }) => WAIT_HIGH_SECONDS,
};

export const config = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { db, config: configured } = c.get('deps');
    const [row] = await db.read(selectConfig());
    c.header('Cache-Control', 'no-store');
    return c.json(
      {
        teams: row?.teams ?? [],
        skills: row?.skills ?? [],
        priorities: priorities.map((priority) => ({
          priority,
          from_seconds: fromSeconds[priority](configured),
        })),
        time_zone: defaultTimeZone,
        registered_agents_only: configured.REGISTERED_AGENTS_ONLY,
        agent_lapse_minutes: configured.AGENT_LAPSE_MINUTES,
        limits: {
          page_rows: maxPageRows,
          default_range_hours: defaultRangeHours,
          max_range_hours: maxRangeHours,
          max_window_days: maxWindowDays,
          idempotency_hours: keptHours,
        },
      },
      200,
    );
  },
});
