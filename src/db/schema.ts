import { sql, type SQL } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';

/**
 * The tables that the chat application writes and the dashboard reads (docs/data-model.md).
 *
 * The writer is somebody else's program. Columns marked "ours" are kept by triggers
 * (drizzle/0001_derived_columns.sql) and are right whoever writes the rest, and in whatever order.
 */

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 6, mode: 'string' });

/** RFC 3339 can only say years 1 to 9999; `infinity` and dates BC would have no answer on the wire. */
const sayable = (...columns: AnyPgColumn[]): SQL =>
  sql.join(
    columns.map(
      (column) => sql`(${column} >= '0001-01-01 00:00:00+00' and ${column} < '10000-01-01 00:00:00+00')`,
    ),
    sql` and `,
  );

/** One customer's chat: `waiting` → `active` → `closed`, and back to `waiting` when it is reopened. */
export const chatSessions = pgTable(
  'chat_sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    status: text('status', { enum: ['waiting', 'active', 'closed'] })
      .notNull()
      .default('waiting'),
    initiatorId: uuid('initiator_id').notNull(),
    assignedAgentId: uuid('assigned_agent_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Where the writer gives none: created_at at insert, the moment of return to `waiting` later (a trigger). */
    queuedAt: instant('queued_at').notNull(),
    startedAt: instant('started_at'),
    closedAt: instant('closed_at'),
    /** The writer's; created_at where it gives none (a trigger). */
    lastActivityAt: instant('last_activity_at').notNull(),
    /** Always the number of the session's messages, whatever a writer puts here. */
    totalMessages: integer('total_messages').notNull().default(0),
    rating: smallint('rating'),
    feedback: text('feedback'),
    /** Which team it waits for; null: any agent's. */
    team: text('team'),
    /** What its agent must be able to do. */
    skills: text('skills')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Ours: goes up by one whenever status, agent, team, skills or a time of the session's life changes. */
    version: integer('version').notNull().default(1),
    /** Ours: what total_messages is reset to when a writer touches it. */
    messageCount: integer('message_count').notNull().default(0),
    /** Ours: the first response (docs/metrics.md), its instant, its message and who sent it. */
    firstResponseAt: instant('first_response_at'),
    firstResponseId: uuid('first_response_id'),
    firstResponderId: uuid('first_responder_id'),
  },
  (t) => [
    check('chat_sessions_status_known', sql`${t.status} in ('waiting', 'active', 'closed')`),
    check('chat_sessions_rating_range', sql`${t.rating} between 1 and 5`),
    check('chat_sessions_total_messages_positive', sql`${t.totalMessages} >= 0`),
    // Only while it is closed: a reopened session may keep the end of its earlier life until it closes again.
    check(
      'chat_sessions_started_before_closed',
      sql`${t.status} <> 'closed' or ${t.startedAt} is null or ${t.closedAt} is null or ${t.startedAt} <= ${t.closedAt}`,
    ),
    check(
      'chat_sessions_times_sayable',
      sayable(t.createdAt, t.queuedAt, t.startedAt, t.closedAt, t.lastActivityAt),
    ),
    // The same order as the list of sessions, which shares instants among many rows.
    index('chat_sessions_created_idx').on(t.createdAt.desc().nullsFirst(), t.id),
    index('chat_sessions_assigned_idx')
      .on(t.assignedAgentId, t.createdAt.desc().nullsFirst(), t.id)
      .where(sql`${t.assignedAgentId} is not null`),
    index('chat_sessions_initiator_idx').on(t.initiatorId),
    index('chat_sessions_rating_idx')
      .on(t.rating, t.createdAt.desc().nullsFirst(), t.id)
      .where(sql`${t.rating} is not null`),
    index('chat_sessions_waiting_idx')
      .on(t.queuedAt, t.id)
      .where(sql`${t.status} = 'waiting'`),
    // The same team by team: its pages, and how many of each are ahead of a page.
    index('chat_sessions_team_queue_idx')
      .on(t.team, t.queuedAt, t.id)
      .where(sql`${t.status} = 'waiting'`),
    // Not ordered by last_activity_at: that column changes with every message, and an index over it would
    // cost each of those writes its heap-only update. Active sessions are few enough to sort.
    index('chat_sessions_active_idx')
      .on(t.assignedAgentId)
      .where(sql`${t.status} = 'active'`),
    // How quickly the queue moves: what was started lately.
    index('chat_sessions_started_at_idx')
      .on(t.startedAt)
      .where(sql`${t.startedAt} is not null`),
  ],
);

/** What was said in a session. */
export const chatMessages = pgTable(
  'chat_messages',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    sessionId: uuid('session_id').notNull(),
    senderId: uuid('sender_id').notNull(),
    content: text('content').notNull(),
    messageType: text('message_type', { enum: ['text', 'file', 'image'] })
      .notNull()
      .default('text'),
    status: text('status', { enum: ['sent', 'delivered', 'read'] })
      .notNull()
      .default('sent'),
    fileName: text('file_name'),
    fileUrl: text('file_url'),
    /** Bytes. */
    fileSize: bigint('file_size', { mode: 'number' }),
    fileMime: text('file_mime'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: 'chat_messages_session_id_fk',
      columns: [t.sessionId],
      foreignColumns: [chatSessions.id],
    })
      .onDelete('cascade')
      .onUpdate('cascade'),
    check('chat_messages_type_known', sql`${t.messageType} in ('text', 'file', 'image')`),
    check('chat_messages_status_known', sql`${t.status} in ('sent', 'delivered', 'read')`),
    // Up to 2^53 - 1: what a JSON number can carry exactly.
    check('chat_messages_file_size_range', sql`${t.fileSize} between 0 and 9007199254740991`),
    check('chat_messages_times_sayable', sayable(t.createdAt)),
    index('chat_messages_session_idx').on(t.sessionId, t.createdAt, t.id),
    index('chat_messages_created_at_idx').on(t.createdAt),
  ],
);

/** Who takes part in a session, and as what; one row a (session, user). */
export const chatParticipants = pgTable(
  'chat_participants',
  {
    sessionId: uuid('session_id').notNull(),
    userId: uuid('user_id').notNull(),
    role: text('role', { enum: ['customer', 'support_agent'] }).notNull(),
    joinedAt: instant('joined_at').notNull().defaultNow(),
    leftAt: instant('left_at'),
  },
  (t) => [
    primaryKey({ name: 'chat_participants_pk', columns: [t.sessionId, t.userId] }),
    foreignKey({
      name: 'chat_participants_session_id_fk',
      columns: [t.sessionId],
      foreignColumns: [chatSessions.id],
    })
      .onDelete('cascade')
      .onUpdate('cascade'),
    check('chat_participants_role_known', sql`${t.role} in ('customer', 'support_agent')`),
    check('chat_participants_times_sayable', sayable(t.joinedAt, t.leftAt)),
    index('chat_participants_agent_idx')
      .on(t.userId, t.sessionId)
      .where(sql`${t.role} = 'support_agent'`),
  ],
);

/** Every command that changed a session. Append-only: a trigger refuses updates and deletes. */
export const chatAuditLog = pgTable(
  'chat_audit_log',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    // No foreign key: audit rows outlive their session.
    sessionId: uuid('session_id').notNull(),
    actorId: uuid('actor_id').notNull(),
    actorRole: text('actor_role').notNull(),
    action: text('action').notNull(),
    fromAgentId: uuid('from_agent_id'),
    toAgentId: uuid('to_agent_id'),
    reason: text('reason'),
    requestId: text('request_id').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [index('chat_audit_log_session_idx').on(t.sessionId, t.createdAt)],
);

/** Agents that an admin has registered. Others work without limits, unless the configuration says otherwise. */
export const supportAgents = pgTable(
  'support_agents',
  {
    agentId: uuid('agent_id').primaryKey(),
    displayName: text('display_name').notNull(),
    team: text('team'),
    skills: text('skills')
      .array()
      .notNull()
      .default(sql`'{}'`),
    availability: text('availability', { enum: ['online', 'away', 'offline'] })
      .notNull()
      .default('offline'),
    /** Active sessions and live offers at once. */
    maxSessions: integer('max_sessions').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    check('support_agents_availability_known', sql`${t.availability} in ('online', 'away', 'offline')`),
    check('support_agents_max_sessions_range', sql`${t.maxSessions} between 0 and 1000`),
  ],
);

/**
 * A waiting session that is held for an agent. Live while it has no outcome, has not expired by the clock and its
 * session waits; an expired one gets its outcome later, for order's sake alone.
 */
export const dashboardOffers = pgTable(
  'dashboard_offers',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    // No foreign key: the chat application's tables are truncated without knowing of this one.
    sessionId: uuid('session_id').notNull(),
    agentId: uuid('agent_id').notNull(),
    offeredAt: instant('offered_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    outcome: text('outcome', { enum: ['accepted', 'declined', 'withdrawn', 'expired'] }),
    outcomeAt: instant('outcome_at'),
  },
  (t) => [
    index('dashboard_offers_session_idx').on(t.sessionId),
    index('dashboard_offers_open_idx')
      .on(t.agentId)
      .where(sql`${t.outcome} is null`),
  ],
);

/** First answers to commands with an idempotency key, for a day. */
export const dashboardIdempotencyKeys = pgTable(
  'dashboard_idempotency_keys',
  {
    /** Whose key it is: role and id. */
    caller: text('caller').notNull(),
    key: text('key').notNull(),
    /** SHA-256 over what was asked for, hex. */
    fingerprint: text('fingerprint').notNull(),
    /** What the command came to. */
    outcome: jsonb('outcome').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'dashboard_idempotency_keys_pk', columns: [t.caller, t.key] }),
    index('dashboard_idempotency_keys_created_at_idx').on(t.createdAt),
  ],
);

/**
 * Every command, done or refused, by whom and from which request. Append-only: a trigger refuses updates and
 * deletes. What changed a session also has its row in `chat_audit_log`.
 */
export const dashboardCommandLog = pgTable(
  'dashboard_command_log',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    createdAt: instant('created_at').notNull(),
    action: text('action').notNull(),
    outcome: text('outcome', { enum: ['done', 'refused'] }).notNull(),
    /** The problem code of a refusal. */
    refusal: text('refusal'),
    // No foreign keys: these rows outlive what they are about.
    sessionId: uuid('session_id'),
    offerId: uuid('offer_id'),
    fromAgentId: uuid('from_agent_id'),
    toAgentId: uuid('to_agent_id'),
    toTeam: text('to_team'),
    reason: text('reason'),
    /** Rules were overruled by an admin. */
    forced: boolean('forced').notNull(),
    actorId: uuid('actor_id').notNull(),
    actorRole: text('actor_role').notNull(),
    /** The name of a router that signs its calls. */
    actorName: text('actor_name'),
    requestId: text('request_id').notNull(),
    idempotencyKey: text('idempotency_key'),
  },
  (t) => [
    // One a filter of the audit, in the order of its list.
    index('dashboard_command_log_created_at_idx').on(t.createdAt.desc().nullsFirst(), t.id),
    index('dashboard_command_log_session_idx').on(t.sessionId, t.createdAt.desc().nullsFirst(), t.id),
    index('dashboard_command_log_from_agent_idx')
      .on(t.fromAgentId, t.createdAt.desc().nullsFirst(), t.id)
      .where(sql`${t.fromAgentId} is not null`),
    index('dashboard_command_log_to_agent_idx')
      .on(t.toAgentId, t.createdAt.desc().nullsFirst(), t.id)
      .where(sql`${t.toAgentId} is not null`),
    index('dashboard_command_log_actor_idx').on(t.actorId, t.createdAt.desc().nullsFirst(), t.id),
    index('dashboard_command_log_actor_name_idx')
      .on(t.actorName, t.createdAt.desc().nullsFirst(), t.id)
      .where(sql`${t.actorName} is not null`),
    index('dashboard_command_log_action_idx').on(t.action, t.createdAt.desc().nullsFirst(), t.id),
    index('dashboard_command_log_refused_idx')
      .on(t.createdAt.desc().nullsFirst(), t.id)
      .where(sql`${t.outcome} = 'refused'`),
    index('dashboard_command_log_request_idx').on(t.requestId),
  ],
);

/**
 * Rollups (docs/rollups.md): sums over the raw rows of a stretch of time. A stretch without a row has nothing
 * in it. `grainMinutes` is its length: 5 or 15 minutes, an hour, 6 hours, a day or a week (from Monday), in UTC.
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
  },
  (t) => [primaryKey({ name: 'dashboard_session_rollups_pk', columns: [t.grainMinutes, t.bucket] })],
);

/** Sessions by `created_at` and agent. */
export const dashboardAgentRollups = pgTable(
  'dashboard_agent_rollups',
  {
    ...stretch(),
    agentId: uuid('agent_id').notNull(),
    handled: sum('handled'),
    sent: sum('sent'),
    answered: sum('answered'),
    responseMicroseconds: microseconds('response_microseconds'),
    rated: sum('rated'),
    ratingSum: sum('rating_sum'),
    unanswered: sum('unanswered'),
    ...spans(),
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
 * Five-minute buckets whose raw rows have changed since they were last rolled up, once a change. Only ever
 * appended to by writers, so that none waits for another; folding takes marks away.
 */
export const dashboardMarks = pgTable('dashboard_marks', {
  subject: text('subject', { enum: ['sessions', 'messages'] }).notNull(),
  bucket: instant('bucket').notNull(),
});
