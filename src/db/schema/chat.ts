import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  callerRoles,
  commandActions,
  messageStatuses,
  messageTypes,
  participantRoles,
  sessionStatuses,
} from '../../values/enums.ts';
import { maxNameCharacters, maxSkills, maxTextBytes } from '../../values/limits.ts';
import { hasAtMost, instant, listsAtMost, oneOf, sayable, takesAtMost } from '../columns.ts';

/**
 * The tables that the chat application writes and the dashboard reads (docs/data-model.md).
 *
 * The writer is somebody else's program. A trigger fills in the columns that it leaves out, and keeps `version`
 * (src/db/triggers/session-before.sql).
 */

/** One customer's chat: `waiting` → `active` → `closed`, and back to `waiting` when it is reopened. */
export const chatSessions = pgTable(
  'chat_sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    status: text('status', { enum: sessionStatuses }).notNull().default('waiting'),
    initiatorId: uuid('initiator_id').notNull(),
    assignedAgentId: uuid('assigned_agent_id'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Where the writer gives none: created_at at insert, the moment of return to `waiting` later (a trigger). */
    queuedAt: instant('queued_at').notNull(),
    startedAt: instant('started_at'),
    closedAt: instant('closed_at'),
    /** The writer's; created_at where it gives none (a trigger). */
    lastActivityAt: instant('last_activity_at').notNull(),
    /** The writer's, whatever it says. Answers count the messages themselves. */
    totalMessages: integer('total_messages').default(0),
    rating: smallint('rating'),
    feedback: text('feedback'),
    /** Which team it waits for; null where every agent may have it. Blank text becomes null (a trigger). */
    team: text('team'),
    /** What its agent must be able to do: a plain list of names, each once (a trigger). */
    skills: text('skills')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Ours: goes up by one whenever status, agent, team, skills or a time of the session's life changes. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    check('chat_sessions_status_known', oneOf(t.status, sessionStatuses)),
    check('chat_sessions_rating_range', sql`${t.rating} between 1 and 5`),
    check(
      'chat_sessions_times_sayable',
      sayable(t.createdAt, t.queuedAt, t.startedAt, t.closedAt, t.lastActivityAt),
    ),
    check('chat_sessions_team_length', hasAtMost(maxNameCharacters, t.team)),
    check('chat_sessions_skills_length', listsAtMost(maxSkills, maxNameCharacters, t.skills)),
    check('chat_sessions_feedback_size', takesAtMost(maxTextBytes, t.feedback)),
    // The same order as the list of sessions, which shares instants among many rows.
    index('chat_sessions_created_idx').on(t.createdAt.desc().nullsFirst(), t.id),
    index('chat_sessions_assigned_idx')
      .on(t.assignedAgentId, t.createdAt.desc().nullsFirst(), t.id)
      .where(sql`${t.assignedAgentId} is not null`),
    index('chat_sessions_initiator_idx').on(t.initiatorId),
    // Feedback that retention has not erased yet.
    index('chat_sessions_feedback_idx')
      .on(t.createdAt)
      .where(sql`${t.feedback} is not null`),
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
    messageType: text('message_type', { enum: messageTypes }).notNull().default('text'),
    status: text('status', { enum: messageStatuses }).notNull().default('sent'),
    fileName: text('file_name'),
    fileUrl: text('file_url'),
    /** Bytes. */
    fileSize: bigint('file_size', { mode: 'number' }),
    fileMime: text('file_mime'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Ours: how many characters the content had before it was erased; null if it was never erased. */
    erasedCharacters: integer('erased_characters'),
  },
  (t) => [
    foreignKey({
      name: 'chat_messages_session_id_fk',
      columns: [t.sessionId],
      foreignColumns: [chatSessions.id],
    })
      .onDelete('cascade')
      .onUpdate('cascade'),
    check('chat_messages_type_known', oneOf(t.messageType, messageTypes)),
    check('chat_messages_status_known', oneOf(t.status, messageStatuses)),
    // Up to 2^53 - 1: what a JSON number can carry exactly.
    check('chat_messages_file_size_range', sql`${t.fileSize} between 0 and 9007199254740991`),
    check('chat_messages_text_size', takesAtMost(maxTextBytes, t.content, t.fileName, t.fileUrl, t.fileMime)),
    check('chat_messages_times_sayable', sayable(t.createdAt)),
    index('chat_messages_session_idx').on(t.sessionId, t.createdAt, t.id),
    index('chat_messages_created_at_idx').on(t.createdAt),
    // Messages that still say something: what retention looks for. The condition is that of its statement.
    index('chat_messages_unerased_idx')
      .on(t.createdAt)
      .where(sql`coalesce(nullif(${t.content}, ''), ${t.fileName}, ${t.fileUrl}, ${t.fileMime}) is not null`),
  ],
);

/** Who takes part in a session, and as what; one row a (session, user). */
export const chatParticipants = pgTable(
  'chat_participants',
  {
    sessionId: uuid('session_id').notNull(),
    userId: uuid('user_id').notNull(),
    role: text('role', { enum: participantRoles }).notNull(),
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
    check('chat_participants_role_known', oneOf(t.role, participantRoles)),
    check('chat_participants_times_sayable', sayable(t.joinedAt, t.leftAt)),
    index('chat_participants_agent_idx')
      .on(t.userId, t.sessionId)
      .where(sql`${t.role} = 'support_agent'`),
    // The sessions that a customer joined: what erasing the customer looks for.
    index('chat_participants_customer_idx')
      .on(t.userId)
      .where(sql`${t.role} <> 'support_agent'`),
  ],
);

/**
 * The names of customers and agents, for the answers to show. Optional: rows may come in any order, late or never, so
 * nothing refers to them by a foreign key.
 */
export const chatUsers = pgTable('chat_users', {
  id: uuid('id').primaryKey(),
  displayName: text('display_name').notNull(),
  avatarUrl: text('avatar_url'),
});

/**
 * Every command that changed a session. Append-only: a trigger refuses updates and deletes, except by erasure and
 * retention.
 */
export const chatAuditLog = pgTable(
  'chat_audit_log',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    // No foreign key: audit rows outlive their session.
    sessionId: uuid('session_id').notNull(),
    actorId: uuid('actor_id').notNull(),
    actorRole: text('actor_role', { enum: callerRoles }).notNull(),
    action: text('action', { enum: commandActions }).notNull(),
    fromAgentId: uuid('from_agent_id'),
    toAgentId: uuid('to_agent_id'),
    reason: text('reason'),
    requestId: text('request_id').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    check('chat_audit_log_times_sayable', sayable(t.createdAt)),
    index('chat_audit_log_session_idx').on(t.sessionId, t.createdAt),
    index('chat_audit_log_created_at_idx').on(t.createdAt),
  ],
);
