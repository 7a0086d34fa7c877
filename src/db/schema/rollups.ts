import { bigint, integer, jsonb, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

/**
 * Rollups (docs/rollups.md): sums over the raw rows of a stretch of time. A stretch without a row has nothing
 * in it. `grainMinutes` is its length: 1, 5 or 15 minutes, an hour, 6 hours, a day or a week (from Monday), in UTC.
 */
const stretch = () => ({
  grainMinutes: integer('grain_minutes').notNull(),
  bucket: instant('bucket').notNull(),
});
const sum = (name: string) => bigint(name, { mode: 'bigint' }).notNull();
/** Microseconds; a numeric, since nonsense of a writer's (the year 1) may not make a sum overflow. */
const microseconds = (name: string) => numeric(name).notNull();
/** How spans of time are distributed: eight decimal digits a bin (docs/rollups.md), so that adding merges. */
const histogram = (name: string) => numeric(name).notNull();
/** Waits in the queue and handling times: how many, their sum and their distribution. */
const spans = () => ({
  waits: sum('waits'),
  waitMicroseconds: microseconds('wait_microseconds'),
  handlings: sum('handlings'),
  handleMicroseconds: microseconds('handle_microseconds'),
  responseHistogram: histogram('response_histogram'),
  waitHistogram: histogram('wait_histogram'),
  handleHistogram: histogram('handle_histogram'),
});

/** What an agent did. */
const agentSums = () => ({
  agentId: uuid('agent_id').notNull(),
  handled: sum('handled'),
  sent: sum('sent'),
  answered: sum('answered'),
  responseMicroseconds: microseconds('response_microseconds'),
  rated: sum('rated'),
  ratingSum: sum('rating_sum'),
  unanswered: sum('unanswered'),
  ...spans(),
});

/** The bins of three percentiles of a day's spans, so that a time series needs no histogram; null for other grains. */
const binsOfDay = (name: string) => integer(name).array();

/** Sessions by `created_at`. */
export const dashboardSessionRollups = pgTable(
  'dashboard_session_rollups',
  {
    ...stretch(),
    sessions: sum('sessions'),
    waiting: sum('waiting'),
    active: sum('active'),
    closed: sum('closed'),
    messages: sum('messages'),
    answered: sum('answered'),
    responseMicroseconds: microseconds('response_microseconds'),
    rated1: sum('rated_1'),
    rated2: sum('rated_2'),
    rated3: sum('rated_3'),
    rated4: sum('rated_4'),
    rated5: sum('rated_5'),
    closedRated: sum('closed_rated'),
    ...spans(),
    responseBins: binsOfDay('response_bins'),
    waitBins: binsOfDay('wait_bins'),
    handleBins: binsOfDay('handle_bins'),
  },
  (t) => [primaryKey({ name: 'dashboard_session_rollups_pk', columns: [t.grainMinutes, t.bucket] })],
);

/** Sessions by `created_at` and agent. */
export const dashboardAgentRollups = pgTable(
  'dashboard_agent_rollups',
  {
    ...stretch(),
    ...agentSums(),
  },
  (t) => [primaryKey({ name: 'dashboard_agent_rollups_pk', columns: [t.grainMinutes, t.bucket, t.agentId] })],
);

/** Messages by their own `created_at`. */
export const dashboardMessageRollups = pgTable(
  'dashboard_message_rollups',
  {
    ...stretch(),
    texts: sum('texts'),
    files: sum('files'),
    images: sum('images'),
    sent: sum('sent'),
    delivered: sum('delivered'),
    read: sum('read'),
    textCharacters: sum('text_characters'),
  },
  (t) => [primaryKey({ name: 'dashboard_message_rollups_pk', columns: [t.grainMinutes, t.bucket] })],
);

/**
 * The counts of the hours of a day in UTC: `{"sessions": "0,3,…", …}`, 24 values each. A day without a row has nothing
 * in it.
 */
export const dashboardDayHours = pgTable(
  'dashboard_day_hours',
  {
    subject: text('subject').notNull(),
    day: instant('day').notNull(),
    hours: jsonb('hours').notNull(),
  },
  (t) => [primaryKey({ name: 'dashboard_day_hours_pk', columns: [t.subject, t.day] })],
);

/**
 * The latest windows of some lengths whose figures by agent are kept, from `since` up to `until`. There only while no
 * rollup of an agent has changed since, so that what is kept always equals them.
 */
export const dashboardKeptWindows = pgTable('dashboard_kept_windows', {
  hours: integer('hours').primaryKey(),
  since: instant('since').notNull(),
  until: instant('until').notNull(),
  agents: uuid('agents').array().notNull(),
  /** Those of its agents, as they are sent: most sessions first. */
  lines: text('lines').notNull(),
  /** Another one whenever the window is kept anew: whoever has the lines that came with it has these. */
  version: uuid('version').notNull().defaultRandom(),
});

/**
 * What agents did in those, and the bins that their 50th, 90th and 95th percentiles are in. The distributions around these
 * tell the new percentiles where a few spans come or go.
 */
export const dashboardKeptAgents = pgTable(
  'dashboard_kept_agents',
  {
    hours: integer('hours').notNull(),
    ...agentSums(),
    responseBins: integer('response_bins').array().notNull(),
    waitBins: integer('wait_bins').array().notNull(),
    handleBins: integer('handle_bins').array().notNull(),
    /** All of it as it is sent. */
    line: text('line').notNull(),
    responseNear: text('response_near').notNull(),
    waitNear: text('wait_near').notNull(),
    handleNear: text('handle_near').notNull(),
  },
  (t) => [primaryKey({ name: 'dashboard_kept_agents_pk', columns: [t.hours, t.agentId] })],
);

/**
 * Five-minute buckets whose raw rows have changed since they were last rolled up, once a change. Only ever
 * appended to by writers, so that none waits for another; folding takes marks away.
 */
export const dashboardMarks = pgTable('dashboard_marks', {
  subject: text('subject', { enum: ['sessions', 'messages'] }).notNull(),
  bucket: instant('bucket').notNull(),
});
