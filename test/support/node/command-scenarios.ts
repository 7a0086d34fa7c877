import { tokenOf } from './built-worker.ts';
import type { Ask, Described, Scenario, World } from './described.ts';

/** Scenarios that make commands succeed, or fail by the rules for sessions, agents and offers. */

/** Not registered as an agent. */
const stranger = crypto.randomUUID();

/** A registered agent whose team has no sessions: it can claim, but never gets the session of another test. */
export const idler = { id: crypto.randomUUID(), team: 'nobody waits for' };

/** A valid body for each operation that takes one. */
export const goodBodies: Record<string, object> = {
  assignSession: { agent_id: stranger },
  transferSession: { to_agent_id: stranger },
  requeueSession: {},
  closeSession: {},
  offerSession: { agent_id: stranger },
  acceptOffer: {},
  declineOffer: {},
  withdrawOffer: {},
  claimSession: { agent_id: idler.id },
  saveAgent: { display_name: 'Ben', max_sessions: 2 },
  updateAgent: { team: 'sales' },
  setAvailability: { availability: 'away' },
};

/** Commands that need an active session; the others need a waiting one. */
const activeOnes = new Set(['transferSession', 'requeueSession', 'closeSession']);

type Wanted = Parameters<World['rows']['session']>[0];

/** A request that would give a session to an agent. */
async function giving(
  { operation: { operationId } }: Described,
  { rows }: World,
  agentId: string,
  wanted: Wanted = {},
): Promise<Ask> {
  const status = activeOnes.has(operationId) ? 'active' : 'waiting';
  const sessionId = await rows.session({ status, ...wanted });
  if (operationId === 'transferSession') return { sessionId, body: { to_agent_id: agentId } };
  if (operationId === 'acceptOffer') return { sessionId, offerId: await rows.offer(sessionId, agentId) };
  return { sessionId, body: { agent_id: agentId } };
}

/** A session that the command can run on, with an offer if the command needs one. */
async function fitting({ operation: { operationId }, path }: Described, { rows }: World): Promise<Ask> {
  const sessionId = await rows.session({ status: activeOnes.has(operationId) ? 'active' : 'waiting' });
  return path.includes('{offer_id}')
    ? { sessionId, offerId: await rows.offer(sessionId, stranger) }
    : { sessionId };
}

/** How to make a command succeed, by operation and status. */
export const commandSuccesses: Record<string, Scenario> = {
  'assignSession 200': fitting,
  'transferSession 200': fitting,
  'requeueSession 200': fitting,
  'closeSession 200': fitting,
  'offerSession 201': fitting,
  'acceptOffer 200': fitting,
  'declineOffer 200': fitting,
  'withdrawOffer 200': fitting,
  'claimSession 200': async (described, world) =>
    giving(described, world, await world.rows.agent({ team: 'claims' }), { team: 'claims' }),
  'saveAgent 201': () => ({ agentId: crypto.randomUUID() }),
  'deleteAgent 200': async (_, { rows }) => ({ agentId: await rows.agent() }),
};

export const commandScenarios: Record<string, Scenario> = {
  // Session errors.
  if_match_invalid: () => ({ headers: { 'If-Match': '3' } }),
  version_changed: async (described, world) => ({
    ...(await fitting(described, world)),
    headers: { 'If-Match': '"99"' },
  }),
  session_not_found: async (_, { rows }) => {
    const sessionId = crypto.randomUUID();
    // An offer outlives its session if the chat application deletes the session.
    return { sessionId, offerId: await rows.offer(sessionId, stranger) };
  },
  // The chat application may have assigned a waiting session.
  session_already_assigned: async ({ operation }, { rows }) => ({
    sessionId: await rows.session({
      status: operation.operationId === 'offerSession' ? 'waiting' : 'active',
      owner: crypto.randomUUID(),
    }),
  }),
  session_closed: async (_, { rows }) => ({ sessionId: await rows.session({ status: 'closed' }) }),
  session_not_active: async (_, { rows }) => ({ sessionId: await rows.session() }),
  session_not_waiting: async (_, { rows }) => ({ sessionId: await rows.session({ status: 'active' }) }),
  queue_empty: () => ({}),

  // Caller errors.
  agent_not_self: async ({ operation, method }) => ({
    token: await tokenOf('agent'),
    ...(method === 'GET' && { query: `?agent_id=${stranger}` }),
    // If the path names the agent, the body does not.
    ...(operation.operationId !== 'setAvailability' && { body: { agent_id: stranger } }),
  }),
  force_not_allowed: async ({ operation }) => {
    const role = operation['x-allowed-roles']?.find((allowed) => allowed !== 'admin');
    if (role === undefined) throw new Error(`${operation.operationId} is for admins only.`);
    return {
      // A caller who may only act for itself does so.
      token: await tokenOf(role, stranger),
      body: { ...goodBodies[operation.operationId], force: true },
    };
  },
  not_session_owner: async (_, { rows }) => ({
    token: await tokenOf('agent'),
    sessionId: await rows.session({ status: 'active' }),
  }),
  owner_changed: async (_, { rows }) => ({
    sessionId: await rows.session({ status: 'active' }),
    body: { to_agent_id: stranger, from_agent_id: crypto.randomUUID() },
  }),

  team_unknown: async (_, { rows }) => ({
    sessionId: await rows.session({ status: 'active' }),
    body: { to_team: 'a slip of the pen' },
  }),

  // Agent errors.
  // With If-Match, an agent is not registered by a PUT either.
  agent_not_found: () => ({ agentId: crypto.randomUUID(), headers: { 'If-Match': '*' } }),
  same_agent: (described, world) => giving(described, world, stranger, { owner: stranger }),
  agent_is_customer: (described, world) => giving(described, world, stranger, { customer: stranger }),
  agent_unavailable: async (described, world) =>
    giving(described, world, await world.rows.agent({ team: 'billing', availability: 'offline' })),
  agent_at_capacity: async (described, world) =>
    giving(described, world, await world.rows.agent({ team: 'billing', places: 0 })),
  agent_not_in_team: async (described, world) =>
    giving(described, world, await world.rows.agent({ team: 'sales' })),
  agent_lacks_skills: async (described, world) =>
    giving(described, world, await world.rows.agent({ team: 'billing', skills: ['french'] }), {
      skills: ['french', 'refunds'],
    }),
  agent_not_registered: async (described, world) => ({
    ...(await giving(described, world, stranger)),
    variant: 'registered-only',
  }),

  // Offer errors.
  not_offer_maker: async (described, world) => ({
    ...(await fitting(described, world)),
    token: await tokenOf('router'),
  }),
  session_offered: async (_, { rows }) => {
    const sessionId = await rows.session();
    await rows.offer(sessionId, crypto.randomUUID());
    return { sessionId };
  },
  offer_not_found: async (_, { rows }) => ({
    sessionId: await rows.session(),
    offerId: crypto.randomUUID(),
  }),
  offer_expired: async (_, { rows }) => {
    const sessionId = await rows.session();
    return { sessionId, offerId: await rows.offer(sessionId, stranger, { isOver: true }) };
  },
  offer_not_open: async (_, { rows }) => {
    const sessionId = await rows.session();
    return { sessionId, offerId: await rows.offer(sessionId, stranger, { outcome: 'accepted' }) };
  },
};
