import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { NoQuery, SessionPath, teamOrSkillOrBlank, UuidInput } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { agentRules, commandHeaders, commandOf, commandProblems } from './command-route.ts';
import { DashboardResponse, succeeded } from './dashboard-response.ts';
import { force, reason } from './fields.ts';
import { runCommand } from './run-command.ts';

export const TransferSessionRequest = z
  .strictObject({
    to_agent_id: UuidInput.optional().openapi({
      format: 'uuid',
      description: 'The agent who should get the session. This or `to_team`.',
    }),
    to_team: teamOrSkillOrBlank.nullable().optional().openapi({
      description:
        'The team whose queue the session goes to; null or blank for the queue of any agent. This or `to_agent_id`.',
    }),
    reason,
    from_agent_id: UuidInput.optional().openapi({
      format: 'uuid',
      description:
        'The agent that the caller expects to have the session. If it does not have it now, the call is refused.',
    }),
    force,
  })
  .refine(({ to_agent_id: agent, to_team: team }) => (agent === undefined) !== (team === undefined), {
    path: ['to_agent_id'],
    message: 'must be given, or to_team, and not both',
  })
  .openapi('TransferSessionRequest', {
    // One of the two, for readers of the document: what `refine` says is lost on them.
    oneOf: [
      { properties: { to_agent_id: {} }, required: ['to_agent_id'] },
      { properties: { to_team: {} }, required: ['to_team'] },
    ],
    description: 'Who should get the session, from whom, and why.',
    example: {
      to_agent_id: 'd432628a-d223-574a-9c8b-e04b874a2f98',
      reason: 'Needs someone from billing.',
    },
  });

const route = createRoute({
  method: 'post',
  path: '/sessions/{session_id}/transfer',
  operationId: 'transferSession',
  tags: ['Commands'],
  summary: 'Transfer a session to another agent or a team',
  description:
    'Hands an active session over: the earlier agent leaves it, the new one joins it or comes back, and one audit row keeps the reason, all or nothing.\n\nWith `from_agent_id` the transfer only happens while that agent has the session; otherwise a 409 names the owner in `current_agent_id`. A caller with role `agent` can only transfer a session of its own. The rules for agents are those of assigning.\n\nWith `to_team` an active session waits for that team, at the end of the queue; with null, for any agent. A session that waits already is moved to that queue and keeps its `queued_at`; an offer of it is withdrawn, and an agent that the chat application has chosen for it no longer has it. If no registered agent is in the team, the answer is a 409 `team_unknown` that lists the teams in `known_teams`; an admin may send `force`.',
  ...commandOf('admin', 'agent'),
  request: {
    params: SessionPath,
    query: NoQuery,
    body: { required: true, content: { 'application/json': { schema: TransferSessionRequest } } },
  },
  responses: {
    200: ok(
      DashboardResponse,
      'The session is with the other agent now, or waits for the team.',
      commandHeaders,
    ),
    ...commandProblems(
      'not_session_owner',
      'session_not_found',
      'session_not_active',
      'owner_changed',
      'same_agent',
      'team_unknown',
      'force_not_allowed',
      ...agentRules,
    ),
  },
});

export const transfer = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { force: overrule, ...asked } = c.req.valid('json');
    const input = { session_id: c.req.valid('param').session_id, ...asked };
    const outcome = await runCommand(c, 'transfer', input, { force: overrule });
    const messages = { done: 'Session transferred.', unchanged: 'The session waits there already.' };
    return c.json(succeeded(outcome, messages), 200);
  },
});
