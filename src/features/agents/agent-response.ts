import { z } from '@hono/zod-openapi';
import { count, instant, storableText, uuid, UuidInput } from '../../http/fields.ts';
import { availabilities } from '../../values/enums.ts';
import type { AgentState } from '../commands/command.sql.ts';

/** Whether an agent can be given sessions, in queries, bodies and answers. */
export const Availability = z.enum(availabilities);

export const availabilityMeaning =
  '`online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither.';

export const teamName = storableText(1, 100);
export const skillName = storableText(1, 50);

export const maxPlaces = 1000;

/** The path parameter of every endpoint of one agent. */
export const AgentPath = z.object({
  agent_id: UuidInput.openapi({
    format: 'uuid',
    description: 'The agent.',
    example: '17dd40f9-685a-57e8-9773-66d77d651882',
  }),
});

const example = {
  agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
  display_name: 'Ada Okafor',
  team: 'billing',
  skills: ['french', 'refunds'],
  availability: 'online',
  max_sessions: 4,
  load: 3,
  free: 1,
  updated_at: '2026-03-14T09:26:53.589Z',
} as const;

export const AgentResponse = z
  .strictObject({
    agent_id: uuid('The agent.'),
    display_name: z.string().openapi({ description: 'The agent’s display name.' }),
    team: z.string().nullable().openapi({ description: 'The agent’s team; null without a team.' }),
    skills: z.array(z.string()).openapi({ description: 'The agent’s skills, sorted, without duplicates.' }),
    availability: Availability.openapi({ description: availabilityMeaning }),
    max_sessions: count('The number of places: active sessions and live offers at the same time.'),
    load: count('The number of places taken: the agent’s active sessions and live offers.'),
    free: count('The number of places left, never below 0.'),
    updated_at: instant('When the agent was last saved or its availability set.'),
  })
  .openapi('AgentResponse', { description: 'A registered agent in its current state.', example });

export const AgentCommandResponse = z
  .strictObject({
    success: z.literal(true),
    message: z.string().openapi({ description: 'What happened, for a person to read.' }),
    data: AgentResponse,
  })
  .openapi('AgentCommandResponse', {
    description: 'A command on an agent that succeeded.',
    example: { success: true, message: 'Agent saved.', data: example },
  });

/** Picks the members of an agent's answer from a row of any statement. */
export const toAgent = ({
  agent_id,
  display_name,
  team,
  skills,
  availability,
  max_sessions,
  load,
  free,
  updated_at,
}: AgentState): z.output<typeof AgentResponse> => ({
  agent_id,
  display_name,
  team,
  skills,
  availability,
  max_sessions,
  load,
  free,
  updated_at,
});

/** Builds the answer to a command on an agent that succeeded. */
export function agentSucceeded(
  agent: AgentState | undefined,
  message: string,
): z.output<typeof AgentCommandResponse> {
  if (agent === undefined) throw new Error('A command on an agent came without it.');
  return { success: true, message, data: toAgent(agent) };
}
