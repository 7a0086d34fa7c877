/**
 * Every enum of the product, spelled once. The Drizzle schema (columns and checks), the validators, the OpenAPI
 * document and the local tools take their values from here.
 *
 * This module imports nothing, so that all of them can import it.
 */

/** The states of a session. */
export const sessionStatuses = ['waiting', 'active', 'closed'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** Message types that carry what people say. Only these count as messages of a session. */
export const conversationTypes = ['text', 'file', 'image'] as const;

/** All message types: also lines that a system writes, and notes that agents leave for each other. */
export const messageTypes = [...conversationTypes, 'system', 'note'] as const;
export type MessageType = (typeof messageTypes)[number];

/** How far a message has got. Failed messages count as not sent. */
export const messageStatuses = ['sent', 'delivered', 'read', 'failed'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** As what somebody takes part in a session. */
export const participantRoles = ['customer', 'support_agent', 'bot'] as const;
export type ParticipantRole = (typeof participantRoles)[number];

/** Whether a registered agent can be given sessions. */
export const availabilities = ['online', 'away', 'offline'] as const;
export type Availability = (typeof availabilities)[number];

/** Whose figures are kept: of all sessions, of each agent, and of messages by their own time. */
export const figureSubjects = ['everybody', 'agents', 'messages'] as const;
export type FigureSubject = (typeof figureSubjects)[number];

/** How an offer ended. An open offer has no outcome. */
export const offerOutcomes = ['accepted', 'declined', 'withdrawn', 'expired'] as const;

/** The commands that the database function `dashboard_command` runs. */
export const commandActions = [
  'assign',
  'transfer',
  'requeue',
  'close',
  'claim',
  'offer',
  'accept',
  'decline',
  'withdraw',
  'save_agent',
  'update_agent',
  'delete_agent',
  'set_availability',
  'erase_customer',
] as const;
export type CommandAction = (typeof commandActions)[number];

/** Reads that the audit lists: of one transcript, and of all that `npm run export` writes. */
export const readActions = ['read_transcript', 'export'] as const;

/** What the audit lists: commands, reads, and the runs of retention that removed something. */
export const auditActions = [...commandActions, ...readActions, 'retention'] as const;
export type AuditAction = (typeof auditActions)[number];

/** The two kinds of entries. */
export const auditKinds = ['command', 'read'] as const;
export type AuditKind = (typeof auditKinds)[number];

/** How a command ended, in the audit. */
export const auditOutcomes = ['done', 'refused'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/** The roles of callers: the `role` of a token, and the `actor_role` of a command. */
export const callerRoles = ['admin', 'agent', 'router'] as const;
export type CallerRole = (typeof callerRoles)[number];

/** How urgent a waiting session is. */
export const priorities = ['low', 'medium', 'high'] as const;

/** Whether an agent has an active session. */
export const agentActivities = ['active', 'idle'] as const;

/** How a check of `GET health/ready` ended. */
export const checkStatuses = ['ok', 'failed'] as const;
export type CheckStatus = (typeof checkStatuses)[number];

/** The lengths of a time series' buckets. */
export const granularities = ['hour', 'day', 'week', 'month'] as const;
export type Granularity = (typeof granularities)[number];

/** Values as an error message lists them: `waiting, active or closed`. */
export const listed = (values: readonly string[], conjunction: 'and' | 'or'): string =>
  `${values.slice(0, -1).join(', ')} ${conjunction} ${values.at(-1)}`;
