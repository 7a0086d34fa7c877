import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  availabilities,
  auditActions,
  auditOutcomes,
  callerRoles,
  offerOutcomes,
} from '../../values/enums.ts';
import { maxDisplayNameCharacters, maxNameCharacters, maxSkills } from '../../values/limits.ts';
import { hasAtMost, instant, listsAtMost, oneOf, sayable } from '../columns.ts';

/** Our own tables: who can be given sessions, and what was commanded (docs/routing.md). */

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
    availability: text('availability', { enum: availabilities }).notNull().default('offline'),
    /** Active sessions and live offers at once. */
    maxSessions: integer('max_sessions').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Its last sign of life: when it was saved, said its availability or ran a command. */
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** Goes up by one whenever what is registered changes. */
    version: integer('version').notNull().default(1),
    /** When it was deleted. The row stays, for the names and responses in history. */
    removedAt: instant('removed_at'),
  },
  (t) => [
    check('support_agents_availability_known', oneOf(t.availability, availabilities)),
    check('support_agents_display_name_length', hasAtMost(maxDisplayNameCharacters, t.displayName)),
    check('support_agents_team_length', hasAtMost(maxNameCharacters, t.team)),
    check('support_agents_skills_length', listsAtMost(maxSkills, maxNameCharacters, t.skills)),
    check('support_agents_times_sayable', sayable(t.createdAt, t.updatedAt)),
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
    /** The session's latest event when the offer was made: a later one that leaves the queue withdraws the offer. */
    sessionEventId: bigint('session_event_id', { mode: 'bigint' }).notNull(),
    agentId: uuid('agent_id').notNull(),
    /** Who made it: only this caller or an admin withdraws it. Null where that is not known. */
    offeredBy: uuid('offered_by'),
    offeredAt: instant('offered_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    outcome: text('outcome', { enum: offerOutcomes }),
    outcomeAt: instant('outcome_at'),
  },
  (t) => [
    index('dashboard_offers_session_idx').on(t.sessionId),
    index('dashboard_offers_open_idx')
      .on(t.agentId)
      .where(sql`${t.outcome} is null`),
    // Offers that are over: what retention deletes.
    index('dashboard_offers_over_idx')
      .on(t.expiresAt)
      .where(sql`${t.outcome} is not null`),
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
 * Every command, done or refused, and every read of a transcript: by whom and from which request. Append-only: a trigger
 * refuses updates and deletes, except by erasure and retention. What changed a session also has its row in
 * `chat_audit_log`.
 */
export const dashboardCommandLog = pgTable(
  'dashboard_command_log',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    createdAt: instant('created_at').notNull(),
    action: text('action', { enum: auditActions }).notNull(),
    outcome: text('outcome', { enum: auditOutcomes }).notNull(),
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
    actorRole: text('actor_role', { enum: callerRoles }).notNull(),
    /** The name of a router that signs its calls. */
    actorName: text('actor_name'),
    requestId: text('request_id').notNull(),
    idempotencyKey: text('idempotency_key'),
    /** Whose data was erased. */
    customerId: uuid('customer_id'),
    /** How many rows were erased or deleted; null for commands that erase nothing. */
    erasedRows: integer('erased_rows'),
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
