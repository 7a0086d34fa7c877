import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, type Statement } from '../../db/statement.ts';
import { AgentRow } from '../agents/agents.sql.ts';
import { offerOutcomes, sessionStatuses, type CallerRole, type CommandAction } from '../../values/enums.ts';

/** By whom, from which request, and under which rules. */
export interface CommandContext {
  actor_id: string;
  actor_role: CallerRole;
  /** The name of a router that signs its calls. */
  actor_name: string | undefined;
  request_id: string;
  /** The caller may only touch what is its own. */
  own_only: boolean;
  /** The rules for agents don't hold. */
  force: boolean;
  /** Only registered agents get sessions. */
  registered_only: boolean;
  /** Minutes without a sign of life after which an agent is offline; 0: never. */
  lapse_minutes: number;
  /** The caller's name for this call: the same one is run once. */
  key: string | undefined;
  /** What was asked for, so that one key is not taken for two questions. */
  fingerprint: string | undefined;
}

/** The name beside an id. Outcomes that were kept before they had names are without. */
const name = field.text.nullable().default(null);

const SessionState = z.object({
  session_id: field.uuid,
  status: z.enum(sessionStatuses),
  assigned_agent_id: field.uuid.nullable(),
  assigned_agent_name: name,
  started_at: field.text.nullable(),
  version: z.int(),
});
export type SessionState = z.output<typeof SessionState>;

const OfferState = z.object({
  offer_id: field.uuid,
  session_id: field.uuid,
  agent_id: field.uuid,
  agent_name: name,
  offered_at: field.text,
  expires_at: field.text,
  outcome: z.enum(offerOutcomes).nullable(),
});
export type OfferState = z.output<typeof OfferState>;

/** What a command came to: done, nothing to do, or the code of the problem that it met, with what belongs to it. */
const CommandOutcome = z.object({
  code: z.string(),
  /** Of the request that ran it: an earlier one, where this is a repetition. */
  request_id: field.text.optional(),
  replayed: z.boolean().default(false),
  session: SessionState.optional(),
  offer: OfferState.optional(),
  agent: AgentRow.optional(),
  created: z.boolean().optional(),
  /** Those that a deleted agent had. */
  sessions: z.array(SessionState).optional(),
  offered_to: field.uuid.optional(),
  offered_to_name: name,
  expires_at: field.text.optional(),
  offer_outcome: field.text.nullable().optional(),
  availability: field.text.optional(),
  team: field.text.optional(),
  known_teams: z.array(field.text).optional(),
  missing_skills: z.array(field.text).optional(),
  load: z.int().optional(),
  max_sessions: z.int().optional(),
  /** Whether nothing is left to erase. */
  is_complete: z.boolean().optional(),
  erased: z.object({ names: z.int(), feedbacks: z.int(), messages: z.int(), reasons: z.int() }).optional(),
});
export type CommandOutcome = z.output<typeof CommandOutcome>;

/** One row: what the command came to. One call, one statement, one transaction. */
export const runInDatabase = (
  action: CommandAction,
  input: object,
  context: CommandContext,
): Statement<{ outcome: CommandOutcome }> => ({
  name: action,
  row: z.object({ outcome: CommandOutcome }),
  query: sql`select dashboard_command(${action}, ${JSON.stringify(input)}::jsonb, ${JSON.stringify(context)}::jsonb) as outcome`,
});
