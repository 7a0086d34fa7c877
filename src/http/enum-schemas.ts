import { z } from '@hono/zod-openapi';
import {
  agentActivities,
  auditActions,
  auditKinds,
  auditOutcomes,
  availabilities,
  callerRoles,
  checkStatuses,
  granularities,
  listed,
  messageStatuses,
  messageTypes,
  offerOutcomes,
  participantRoles,
  priorities,
  sessionStatuses,
} from '../values/enums.ts';

/**
 * The schema of an enum, in queries, bodies and answers.
 *
 * @param name the enum's component in the OpenAPI document, which every use of the enum refers to
 */
export const enumSchema = <const Values extends readonly string[]>(name: string, values: Values) =>
  z.enum(values, { error: `must be one of ${listed(values, 'and')}` }).openapi({ [enumNameKey]: name });

/** Where shared-components.ts finds the name: a schema that has it needs no component of its own for null. */
export const enumNameKey = 'x-enum-name';

export const SessionStatus = enumSchema('SessionStatus', sessionStatuses);
export const MessageType = enumSchema('MessageType', messageTypes);
export const MessageStatus = enumSchema('MessageStatus', messageStatuses);
export const ParticipantRole = enumSchema('ParticipantRole', participantRoles);
export const Availability = enumSchema('Availability', availabilities);
export const OfferOutcome = enumSchema('OfferOutcome', offerOutcomes);
export const AuditAction = enumSchema('AuditAction', auditActions);
export const AuditKind = enumSchema('AuditKind', auditKinds);
export const AuditOutcome = enumSchema('AuditOutcome', auditOutcomes);
export const CallerRole = enumSchema('CallerRole', callerRoles);
export const Priority = enumSchema('Priority', priorities);
export const AgentActivity = enumSchema('AgentActivity', agentActivities);
export const CheckStatus = enumSchema('CheckStatus', checkStatuses);
export const Granularity = enumSchema('Granularity', granularities);
