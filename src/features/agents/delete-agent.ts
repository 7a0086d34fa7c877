import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { SessionStatus } from '../../http/enum-schemas.ts';
import { name, uuid, version, yesOrNoQuery } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import { bodilessCommandOf, bodilessCommandProblems, replayedHeader } from '../commands/command-route.ts';
import { runCommand } from '../commands/run-command.ts';
import { AgentPath } from './agent-response.ts';

const DeletedAgentResponse = z
  .strictObject({
    success: z.literal(true),
    message: z.string().openapi({ description: 'What happened, for a person to read.' }),
    data: z.strictObject({
      agent_id: uuid('The agent.'),
      sessions: z
        .array(
          z.strictObject({
            session_id: uuid('The session.'),
            status: SessionStatus,
            assigned_agent_id: uuid('Who has it now: the deleted agent, or nobody.').nullable(),
            assigned_agent_name: name('The agent’s name.'),
            version,
          }),
        )
        .openapi({ description: 'The active and waiting sessions that the agent had, as they are now.' }),
    }),
  })
  .openapi('DeletedAgentResponse', {
    description: 'The agent is deleted.',
    example: {
      success: true,
      message: 'Agent deleted. Its sessions wait again.',
      data: {
        agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
        sessions: [
          {
            session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
            status: 'waiting',
            assigned_agent_id: null,
            assigned_agent_name: null,
            version: 4,
          },
        ],
      },
    },
  });

const route = createRoute({
  method: 'delete',
  path: '/agents/{agent_id}',
  operationId: 'deleteAgent',
  tags: ['Agents'],
  summary: 'Delete an agent who has left',
  description:
    'The agent is no longer registered: it is in no list and in no team, and it gets no sessions until it is registered again with `PUT`. Its open offers are withdrawn. History stays: figures, transcripts, the audit and the agent’s name in them.\n\n`sessions` names the open sessions that it had. With `requeue=true` they are nobody’s: active ones wait again at the end of their queue, and waiting ones that the chat application had given to it keep their place. Without it they stay assigned to the agent, for an admin to transfer, requeue or close.',
  ...bodilessCommandOf('admin'),
  request: {
    params: AgentPath,
    query: z.strictObject({
      requeue: yesOrNoQuery('Whether the agent’s open sessions go back to the queue.'),
    }),
  },
  responses: {
    200: ok(DeletedAgentResponse, 'The agent is deleted.', replayedHeader),
    ...bodilessCommandProblems('agent_not_found'),
  },
});

export const deleteAgent = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { agent_id } = c.req.valid('param');
    const { requeue = false } = c.req.valid('query');
    const { sessions = [] } = await runCommand(c, 'delete_agent', { agent_id, requeue });
    const rest =
      sessions.length === 0
        ? ''
        : requeue
          ? ' Its sessions wait again.'
          : ' Its sessions are still assigned to it.';
    return c.json(
      {
        success: true as const,
        message: `Agent deleted.${rest}`,
        data: {
          agent_id,
          sessions: sessions.map(
            ({ session_id, status, assigned_agent_id, assigned_agent_name, version: now }) => ({
              session_id,
              status,
              assigned_agent_id,
              assigned_agent_name,
              version: now,
            }),
          ),
        },
      },
      200,
    );
  },
});
