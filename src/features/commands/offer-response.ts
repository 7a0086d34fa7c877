import { z } from '@hono/zod-openapi';
import { OfferOutcome } from '../../http/enum-schemas.ts';
import { instant, name, SessionPath, uuid, UuidInput } from '../../http/fields.ts';
import type { CommandOutcome } from './command.sql.ts';

export const OfferResponse = z
  .strictObject({
    success: z.literal(true),
    message: z.string().openapi({ description: 'What happened, for a person to read.' }),
    data: z
      .strictObject({
        offer_id: uuid('The offer.'),
        session_id: uuid('The session.'),
        agent_id: uuid('Whom it is held for.'),
        agent_name: name('The agent’s name.'),
        offered_at: instant('When it was offered.'),
        expires_at: instant('When the offer is over.'),
        outcome: OfferOutcome.nullable().openapi({
          description: 'What became of it; null while nothing has.',
        }),
      })
      .openapi({ description: 'The offer after the command.' }),
  })
  .openapi('OfferResponse', {
    description: 'A command on an offer that succeeded.',
    example: {
      success: true,
      message: 'Session offered.',
      data: {
        offer_id: '3c6e1f0a-9d0b-4a51-8f0e-5a9d1c2b7e44',
        session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
        agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
        agent_name: 'Ada Okafor',
        offered_at: '2026-03-14T09:26:53.589Z',
        expires_at: '2026-03-14T09:27:23.589Z',
        outcome: null,
      },
    },
  });

/** Builds the answer to a command on an offer that succeeded. */
export function offered(
  { code, offer }: CommandOutcome,
  messages: { done: string; unchanged?: string },
): z.output<typeof OfferResponse> {
  if (offer === undefined) throw new Error('A command on an offer came without it.');
  const { offer_id, session_id, agent_id, agent_name, offered_at, expires_at, outcome } = offer;
  return {
    success: true,
    message: code === 'done' ? messages.done : (messages.unchanged ?? messages.done),
    data: { offer_id, session_id, agent_id, agent_name, offered_at, expires_at, outcome },
  };
}

/** The path parameters of one offer. */
export const OfferPath = SessionPath.extend({
  offer_id: UuidInput.openapi({
    format: 'uuid',
    description: 'The offer.',
    example: '3c6e1f0a-9d0b-4a51-8f0e-5a9d1c2b7e44',
  }),
});
