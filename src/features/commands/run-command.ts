import type { Context } from 'hono';
import type { AppEnv } from '../../context.ts';
import { Problem } from '../../http/problem.ts';
import type { ProblemCode } from '../../http/problem-catalog.ts';
import { bounds, commandsOn } from '../../values/bounds.ts';
import type { CommandAction } from '../../values/enums.ts';
import { runInDatabase, type CommandContext, type CommandOutcome } from './command.sql.ts';
import { fingerprintOf, idempotencyKeyOf, versionsMeant } from './idempotency.ts';

/** Seconds after which a call that is still running may be asked for again. */
const stillRunningSeconds = 1;

/**
 * Runs a command for the caller of this request, once for its idempotency key, and writes it down, whether it is
 * done or refused. Sets the headers that every command has: `ETag`, the version of the session or agent, for `If-Match`,
 * and `Idempotency-Replayed` where the answer is an earlier one.
 *
 * @param input what the database takes for this action
 * @param options.force the rules for agents are to be overruled
 * @param options.isVersioned false where the caller names nothing with a version: `If-Match` is not looked at
 * @returns what it came to, where that is no problem
 * @throws {Problem} what the command was refused for
 */
export async function runCommand(
  c: Context<AppEnv>,
  action: CommandAction,
  input: Record<string, unknown>,
  options: { force?: boolean | undefined; isVersioned?: boolean } = {},
): Promise<CommandOutcome> {
  const { caller, deps, requestId } = c.var;
  const force = options.force ?? false;
  if (force && caller.role !== 'admin') {
    throw new Problem('force_not_allowed', 'Only an admin may overrule the rules for agents.');
  }
  const key = idempotencyKeyOf(c);
  const versions = (options.isVersioned ?? true) ? versionsMeant(c) : undefined;
  const context: CommandContext = {
    actor_id: caller.id,
    actor_role: caller.role,
    actor_name: caller.name,
    request_id: requestId,
    own_only: caller.role === 'agent',
    force,
    registered_only: deps.config.REGISTERED_AGENTS_ONLY,
    lapse_minutes: deps.config.AGENT_LAPSE_MINUTES,
    key,
    fingerprint: key === undefined ? undefined : await fingerprintOf(c),
  };
  const statement = runInDatabase(action, versions === undefined ? input : { ...input, versions }, context);
  const about = String(input['session_id'] ?? input['agent_id'] ?? input['customer_id']);
  const [row] = await deps.limit(commandsOn(about), () =>
    deps.limit(bounds.commands, () => deps.db.command(statement)),
  );
  if (row === undefined) throw new Error('A command came to nothing.');
  const { outcome } = row;
  c.header('Cache-Control', 'no-store');
  if (outcome.replayed) c.header('Idempotency-Replayed', 'true');
  if (outcome.code !== 'done' && outcome.code !== 'unchanged') throw refusal(outcome);
  const etag = etagOf(outcome);
  if (etag !== undefined) c.header('ETag', etag);
  return outcome;
}

/** The version of what the command is about, for `If-Match`. */
function etagOf({ session, agent }: CommandOutcome): string | undefined {
  const version = (session ?? agent)?.version;
  return version === undefined ? undefined : `"${version}"`;
}

/** The agent who has the session, as members of a problem. */
const currentAgent = (session: CommandOutcome['session']) => ({
  current_agent_id: session?.assigned_agent_id ?? null,
  current_agent_name: session?.assigned_agent_name ?? null,
});

/** What a refusal says, and which members of the outcome go with it, by its code. */
const refusals: Partial<
  Record<ProblemCode, (outcome: CommandOutcome) => { detail: string; members?: Record<string, unknown> }>
> = {
  session_not_found: () => ({ detail: 'There is no such session.' }),
  session_closed: () => ({ detail: 'The session is closed.' }),
  session_already_assigned: ({ session }) => ({
    detail: 'The session is already assigned to another agent.',
    members: currentAgent(session),
  }),
  session_offered: ({ offered_to, offered_to_name, expires_at }) => ({
    detail: 'The session is offered to another agent.',
    members: { offered_to, offered_to_name, expires_at },
  }),
  session_not_waiting: ({ session }) => ({
    detail: `The session is ${session?.status}.`,
    members: { session_status: session?.status },
  }),
  session_not_active: ({ session }) => ({
    detail: `The session is ${session?.status}.`,
    members: { session_status: session?.status },
  }),
  not_session_owner: () => ({ detail: 'The session is not assigned to you.' }),
  owner_changed: ({ session }) => ({
    detail: 'Another agent has the session by now.',
    members: currentAgent(session),
  }),
  same_agent: () => ({ detail: 'The agent has the session already.' }),
  agent_is_customer: () => ({ detail: 'The session was opened by that very user.' }),
  agent_not_registered: () => ({ detail: 'The agent is not registered, or not any more.' }),
  agent_unavailable: ({ availability }) => ({
    detail: `The agent is ${availability}.`,
    members: { availability },
  }),
  agent_at_capacity: ({ load, max_sessions }) => ({
    detail: 'All places of the agent are taken.',
    members: { load, max_sessions },
  }),
  agent_not_in_team: ({ team }) => ({ detail: 'The session waits for another team.', members: { team } }),
  agent_lacks_skills: ({ missing_skills }) => ({
    detail: 'The agent does not have all the skills that the session asks for.',
    members: { missing_skills },
  }),
  team_unknown: ({ team, known_teams = [] }) => ({
    detail:
      known_teams.length === 0
        ? `No agent is registered in the team “${team}”, nor in any other. Register one first, or send \`force\` as an admin.`
        : `No agent is registered in the team “${team}”. Choose one of \`known_teams\`, or send \`force\` as an admin.`,
    members: { team, known_teams },
  }),
  not_offer_maker: () => ({ detail: 'Only the caller who made the offer, or an admin, may withdraw it.' }),
  offer_not_found: () => ({ detail: 'There is no such offer.' }),
  offer_expired: ({ expires_at }) => ({ detail: 'The offer has expired.', members: { expires_at } }),
  offer_not_open: ({ offer_outcome }) => ({
    detail: 'The offer is not open any more.',
    members: { offer_outcome: offer_outcome ?? null },
  }),
  agent_not_found: () => ({ detail: 'No such agent is registered.' }),
  queue_empty: () => ({ detail: 'No waiting or unassigned session fits the agent.' }),
  version_changed: ({ session, agent }) =>
    session === undefined
      ? { detail: 'The agent has another version by now.', members: { agent } }
      : { detail: 'The session has another version by now.', members: { session } },
  idempotency_key_reused: () => ({ detail: 'The idempotency key was used for another call.' }),
  idempotency_key_in_use: () => ({ detail: 'A call with this idempotency key is still running.' }),
};

function refusal(outcome: CommandOutcome): Problem {
  const code = outcome.code as ProblemCode;
  const told = refusals[code]?.(outcome);
  if (told === undefined) throw new Error(`The database refused with the unknown code ${outcome.code}.`);
  const headers: Record<string, string> = {};
  const etag = etagOf(outcome);
  if (etag !== undefined) headers['ETag'] = etag;
  if (outcome.replayed) headers['Idempotency-Replayed'] = 'true';
  if (code === 'idempotency_key_in_use') headers['Retry-After'] = String(stillRunningSeconds);
  // An answer that is given again is the same to the byte, the request that it names included.
  const members = outcome.replayed ? { ...told.members, request_id: outcome.request_id } : told.members;
  return new Problem(code, told.detail, { headers, ...(members && { members }) });
}
