import { z } from '@hono/zod-openapi';
import { instant, name, uuid } from '../../http/fields.ts';
import { isUuid } from '../../values/uuid.ts';

/** Fields of several lists of sessions. */

const agentOrNone = 'must be one UUID or none';

/** A filter by the agent who has a session now. */
export const assignedAgentQuery = z
  .string({ error: agentOrNone })
  .toLowerCase()
  .refine((text) => text === 'none' || isUuid(text), agentOrNone)
  .optional()
  .openapi({
    description: 'Only sessions that this agent has now; `none`: only sessions that nobody has.',
    example: '17dd40f9-685a-57e8-9773-66d77d651882',
  });

/** Ends the description of a field that tells of a customer. */
export const hiddenFromOthers = 'Null for an agent who neither takes nor took part in the session.';

/** The offer that holds a session. */
export const heldOffer = z
  .strictObject({
    offer_id: uuid('The offer.'),
    agent_id: uuid('The agent that the session is held for.'),
    agent_name: name('The agent’s name.'),
    expires_at: instant('When the offer expires.'),
  })
  .nullable()
  .openapi({ description: 'The offer that holds the session now; null if there is none.' });
