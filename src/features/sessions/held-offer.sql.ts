import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { z } from 'zod';
import { dashboardOffers as o } from '../../db/schema/routing.ts';
import { field, generatedAt, wireInstant } from '../../db/statement.ts';
import { userName } from '../../db/user-name.ts';

/** The offer that holds a session now; null if there is none. */
export const HeldOfferRow = z
  .object({
    offer_id: field.uuid,
    agent_id: field.uuid,
    agent_name: field.text.nullable(),
    expires_at: field.text,
  })
  .nullable();

/** The offers that hold a session now, under the name of their table. */
const live = (offers: typeof o): SQL => sql`dashboard_live_offers(${generatedAt}) ${offers}`;

/** Selects the offer that holds a session now, as `HeldOfferRow`. */
export const heldOffer = (sessionId: SQLWrapper): SQL => sql`(
  select json_build_object(
    'offer_id', ${o.id},
    'agent_id', ${o.agentId},
    'agent_name', ${userName(o.agentId)},
    'expires_at', ${wireInstant(o.expiresAt)})
  from ${live(o)}
  where ${o.sessionId} = ${sessionId}
  order by ${o.offeredAt} desc, ${o.id}
  limit 1
)`;
