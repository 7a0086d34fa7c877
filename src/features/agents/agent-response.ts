import { z } from '@hono/zod-openapi';
import { count, instant, storableText, uuid, UuidInput } from '../../http/fields.ts';
import type { AgentState } from '../commands/command.sql.ts';

/** What agents may be: the same words in queries, bodies and answers. */
export const Availability = z.enum(['online', 'away', 'offline']);

export const availabilityMeaning =
  '`online`: may claim sessions and be given some; `away`: may be given some; `offline`: neither.';

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
    display_name: z.string().openapi({ description: 'Its name, for people to read.' }),
    team: z.string().nullable().openapi({ description: 'The team it is in; null where it is in none.' }),
    skills: z.array(z.string()).openapi({ description: 'What it can do, each once, in order.' }),
    availability: Availability.openapi({ description: availabilityMeaning }),
    max_sessions: count('How many places it has: active sessions and live offers at once.'),
    load: count('How many are taken: the active sessions assigned to it, and the live offers it has.'),
    free: count('How many are left, never below 0.'),
    updated_at: instant('When somebody last saved it or set its availability.'),
  })
  .openapi('AgentResponse', { description: 'A registered agent, as it is now.', example });

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

/** The agent as answers tell it, whichever statement it comes from. */
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

/** The success of a command on an agent. */
export function agentSucceeded(
  agent: AgentState | undefined,
  message: string,
): z.output<typeof AgentCommandResponse> {
  if (agent === undefined) throw new Error('A command on an agent came without it.');
  return { success: true, message, data: toAgent(agent) };
}
