import { z } from '@hono/zod-openapi';
import { Availability } from '../../http/enum-schemas.ts';
import { count, instant, unreadable, uuid, UuidInput, version } from '../../http/fields.ts';
import type { AgentRow } from './agents.sql.ts';

export const availabilityMeaning =
  '`online`: can claim sessions and be given sessions; `away`: can only be given sessions; `offline`: neither. An agent without a sign of life for `AGENT_LAPSE_MINUTES` is `offline`.';

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
  version: 7,
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
    updated_at: instant(
      'Its last sign of life: when it was saved, its availability was set, or it ran a command itself.',
    ),
    version,
    unreadable,
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

/** Builds the answer to a command on an agent that succeeded. */
export function agentSucceeded(
  agent: AgentRow | undefined,
  message: string,
): z.output<typeof AgentCommandResponse> {
  if (agent === undefined) throw new Error('A command on an agent came without it.');
  return { success: true, message, data: agent };
}
