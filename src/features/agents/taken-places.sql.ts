import { sql, type SQL } from 'drizzle-orm';
import { chatSessions as s } from '../../db/schema/chat.ts';
import { generatedAt } from '../../db/statement.ts';

/**
 * The places that are taken at `generated_at`, a row an agent that has any: `sessions`, its active ones, and `load`,
 * those and the live offers that it has.
 *
 * @param isMeant which agents, by the column that names them; all where it is not given
 */
export const takenPlaces = (isMeant: (agentId: SQL) => SQL = () => sql`true`): SQL => sql`
  select taken.agent_id, count(*) filter (where taken.is_session) as sessions, count(*) as load
  from (
    select ${s.assignedAgentId} as agent_id, true as is_session from ${s}
    where ${s.status} = 'active' and ${isMeant(sql`${s.assignedAgentId}`)}
    union all
    select offer.agent_id, false from dashboard_live_offers(${generatedAt}) offer
    where ${isMeant(sql`offer.agent_id`)}
  ) taken
  group by taken.agent_id`;
