import { z } from '@hono/zod-openapi';
import { SessionStatus } from '../../http/enum-schemas.ts';
import { name, uuid } from '../../http/fields.ts';
import type { CommandOutcome } from './command.sql.ts';

/** What a command answers when it succeeds. */
export const DashboardResponse = z
  .strictObject({
    success: z.literal(true),
    message: z.string().openapi({ description: 'What happened, for a person to read.' }),
    data: z
      .strictObject({
        session_id: uuid('The session.'),
        status: SessionStatus,
        assigned_agent_id: uuid('Who has the session now.').nullable(),
        assigned_agent_name: name('The agent’s name.'),
        started_at: z.iso.datetime({ precision: 3 }).nullable().openapi({
          format: 'date-time',
          description: 'When it was first started. RFC 3339, UTC, milliseconds.',
        }),
      })
      .openapi({ description: 'The session after the command.' }),
  })
  .openapi('DashboardResponse', {
    description: 'A command that succeeded.',
    example: {
      success: true,
      message: 'Session assigned.',
      data: {
        session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
        status: 'active',
        assigned_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
        assigned_agent_name: 'Ada Okafor',
        started_at: '2026-03-14T09:26:53.589Z',
      },
    },
  });

/** The success of a command, by what it came to. */
export function succeeded(
  { code, session }: CommandOutcome,
  messages: { done: string; unchanged?: string },
): z.output<typeof DashboardResponse> {
  if (session === undefined) throw new Error('A command on a session came without it.');
  const { session_id, status, assigned_agent_id, assigned_agent_name, started_at } = session;
  return {
    success: true,
    message: code === 'done' ? messages.done : (messages.unchanged ?? messages.done),
    data: { session_id, status, assigned_agent_id, assigned_agent_name, started_at },
  };
}
