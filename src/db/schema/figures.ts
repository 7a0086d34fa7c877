import { sql } from 'drizzle-orm';
import {
  bigint,
  customType,
  index,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { figureSubjects } from '../../values/enums.ts';
import { instant } from '../columns.ts';

/**
 * The ledger's events and the figures made from them (docs/figures.md). All of these tables are ours: triggers
 * append to the first two, folding writes the other two.
 */

/**
 * What is counted. Each name is a column of parts and of readings. To add a count, add its name at the end of this list
 * and its definition to src/features/figures/session-parts.sql or messages-between.sql.
 *
 * At the end, because functions return whole rows of parts: the order of columns has to be the same in a database where
 * a column was added and in one that was made with it. So counts are the last columns of the tables.
 */
export const counts = [
  // Sessions, at the instant at which they were created
  'sessions',
  'waiting',
  'active',
  'closed',
  'messages',
  'unanswered',
  'rated_1',
  'rated_2',
  'rated_3',
  'rated_4',
  'rated_5',
  'closed_rated',
  // What happened to sessions, at the instant at which it happened
  'flow_reopened',
  'flow_closed',
  'flow_abandoned',
  'flow_transferred',
  'flow_rated',
  'transfers_in',
  'transfers_out',
  // Messages, by the minute
  'texts',
  'files',
  'images',
  'sent',
  'delivered',
  'read',
  'text_characters',
] as const;

/** Spans of time of which the mean and percentiles are wanted: each has a count, a sum and a histogram. */
export const distributions = ['response', 'wait', 'abandon', 'handle'] as const;

export type Count = (typeof counts)[number];
export type Distribution = (typeof distributions)[number];

type CountColumns<Name extends string> = Record<Name, ReturnType<typeof countColumn>>;
type SumColumns<Name extends string> = Record<Name, ReturnType<typeof sumColumn>>;
type FigureColumns = CountColumns<Count | `${Distribution}_count`> &
  SumColumns<`${Distribution}_microseconds` | `${Distribution}_histogram`>;

const countColumn = (name: string) => bigint(name, { mode: 'bigint' });
/** Numeric: a sum of microseconds may exceed a bigint, and a histogram is one long number. */
const sumColumn = (name: string) => numeric(name);

/** One column per count, three per distribution. Null stands for nothing. */
function figureColumns(): FigureColumns {
  return Object.fromEntries([
    ...distributions.flatMap((name) => [
      [`${name}_count`, countColumn(`${name}_count`)],
      [`${name}_microseconds`, sumColumn(`${name}_microseconds`)],
      [`${name}_histogram`, sumColumn(`${name}_histogram`)],
    ]),
    ...counts.map((name) => [name, countColumn(name)]),
  ]) as FigureColumns;
}

/** The same columns, none of them null. */
function totalColumns(): FigureColumns {
  const columns = figureColumns();
  // The default is for a count that is added to a table with readings.
  for (const column of Object.values(columns)) column.notNull().default(sql`0`);
  return columns;
}

const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * The log of sessions: one row per change of a session's facts, with the facts after the change. The facts before it
 * are those of the session's previous event.
 *
 * It is also an outbox. Identities are handed out before commit, so reading by `id` alone can skip a row that commits
 * late. A reader takes rows with `transaction_id < pg_snapshot_xmin(pg_current_snapshot())` in the order
 * (transaction_id, id): of those transactions none is still running.
 */
export const dashboardSessionEvents = pgTable(
  'dashboard_session_events',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    sessionId: uuid('session_id').notNull(),
    happenedAt: instant('happened_at').notNull(),
    transactionId: transactionId('transaction_id')
      .notNull()
      .default(sql`pg_current_xact_id()`),
    /** The dashboard's own command that made the change; null where the chat application made it. */
    command: text('command'),
    /** Null: the session was deleted. */
    status: text('status'),
    assignedAgentId: uuid('assigned_agent_id'),
    team: text('team'),
    createdAt: instant('created_at'),
    queuedAt: instant('queued_at'),
    startedAt: instant('started_at'),
    closedAt: instant('closed_at'),
    rating: smallint('rating'),
  },
  (t) => [
    index('dashboard_session_events_session_idx').on(t.sessionId, t.id),
    index('dashboard_session_events_outbox_idx').on(t.transactionId, t.id),
    // Deletions of sessions, whose events retention removes.
    index('dashboard_session_events_deletion_idx')
      .on(t.happenedAt)
      .where(sql`${t.status} is null`),
  ],
);

/** What has changed since it was folded: a session, a minute of messages, or both. Writers only append. */
export const dashboardChanges = pgTable('dashboard_changes', {
  sessionId: uuid('session_id'),
  minute: instant('minute'),
  /** When the transaction of the write began. */
  writtenAt: instant('written_at').notNull().defaultNow(),
});

/** A type of its own: comparing its four bytes makes a look-up among readings half as long as comparing text. */
export const dashboardSubject = pgEnum('dashboard_subject', figureSubjects);

/**
 * What one session, or one minute of messages, adds to somebody's figures at an instant.
 *
 * `subject` says whose figures: `everybody`, `agents` (with the agent's id), or `messages`. Where there is no agent or
 * no session, the id is the nil UUID.
 */
export const dashboardParts = pgTable(
  'dashboard_parts',
  {
    subject: dashboardSubject('subject').notNull(),
    agentId: uuid('agent_id').notNull(),
    at: instant('at').notNull(),
    sessionId: uuid('session_id').notNull(),
    ...figureColumns(),
  },
  (t) => [
    primaryKey({ name: 'dashboard_parts_pk', columns: [t.subject, t.agentId, t.at, t.sessionId] }),
    index('dashboard_parts_session_idx').on(t.sessionId),
    // The parts of all agents in a stretch of time.
    index('dashboard_parts_agents_idx')
      .on(t.at)
      .where(sql`${t.subject} = 'agents'`),
  ],
);

/**
 * Running totals of parts, like a meter's readings: of those from `since` up to `until`.
 *
 * An agent has one kind, eight times a day: of all its parts, `since` -infinity. Everybody and messages have two: daily ones
 * of all parts, and ones four times an hour of a day's parts, `since` its midnight. So a change of long ago rewrites few.
 */
export const dashboardReadings = pgTable(
  'dashboard_readings',
  {
    subject: dashboardSubject('subject').notNull(),
    agentId: uuid('agent_id').notNull(),
    since: instant('since').notNull(),
    until: instant('until').notNull(),
    ...totalColumns(),
  },
  (t) => [primaryKey({ name: 'dashboard_readings_pk', columns: [t.subject, t.agentId, t.since, t.until] })],
);
