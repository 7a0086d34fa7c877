import type { CommandAction } from '../../src/values/enums.ts';
import { createRandom } from '../data/random.ts';
import type { DemoChat } from './demo-chat.ts';
import { instant, maybeInstant, type Row } from './rows.ts';
import { agents, supervisor } from './team.ts';

export const offerRows = (chats: readonly DemoChat[]): Row[] =>
  chats.flatMap((chat) =>
    chat.commands.offers.map((offer) => ({
      id: offer.id,
      session_id: chat.id,
      agent_id: offer.agentId,
      offered_at: maybeInstant(chat, offer.at),
      expires_at: maybeInstant(chat, offer.expiresAt),
      outcome: offer.outcome,
      outcome_at: maybeInstant(chat, offer.outcomeAt),
    })),
  );

/** Commands that change a session, and so have a row in the session's history too. */
const changing: ReadonlySet<CommandAction> = new Set([
  'assign',
  'claim',
  'accept',
  'transfer',
  'requeue',
  'close',
]);

/** The audit of commands, and the history of sessions. */
export function auditRows(chats: readonly DemoChat[]): { log: Row[]; history: Row[] } {
  const log: Row[] = [];
  const history: Row[] = [];
  for (const chat of chats) {
    const random = createRandom(chat.id, 'audit');
    for (const { at, action, actor, from, to, offerId, reason, refusal } of chat.commands.list) {
      const shared = {
        session_id: chat.id,
        created_at: maybeInstant(chat, at),
        action,
        from_agent_id: from,
        to_agent_id: to,
        reason,
        actor_id: actor.id,
        actor_role: actor.role,
        request_id: random.uuid(),
      };
      log.push({
        ...shared,
        id: random.uuid(),
        outcome: refusal === null ? 'done' : 'refused',
        refusal,
        offer_id: offerId,
        forced: false,
        actor_name: actor.name,
        idempotency_key: actor.role === 'router' ? random.uuid() : null,
      });
      if (refusal === null && changing.has(action)) history.push(shared);
    }
  }
  return { log, history };
}

const hourMs = 3_600_000;

/**
 * Commands on no chat: who was registered, who came and went, and who found the queue empty.
 *
 * @param now milliseconds since 1970
 */
export function teamCommandRows(now: number): Row[] {
  const random = createRandom('demo', 'team commands');
  const row = (
    at: number,
    action: CommandAction,
    agentId: string,
    actor: Row,
    refusal: string | null = null,
  ) => ({
    id: random.uuid(),
    created_at: instant(at),
    action,
    outcome: refusal === null ? 'done' : 'refused',
    refusal,
    to_agent_id: agentId,
    forced: false,
    ...actor,
    request_id: random.uuid(),
  });
  const asSupervisor = { actor_id: supervisor.id, actor_role: 'admin' };
  return agents.flatMap(({ id }) => {
    const itself = { actor_id: id, actor_role: 'agent' };
    const rows = [row(now - 90 * 24 * hourMs + random.whole(0, hourMs), 'save_agent', id, asSupervisor)];
    for (let day = 1; day <= 14; day += 1) {
      const came = now - day * 24 * hourMs + random.whole(0, hourMs);
      rows.push(row(came, 'set_availability', id, itself));
      if (random.chance(0.2)) {
        rows.push(row(came + random.whole(1, 5) * hourMs, 'claim', id, itself, 'queue_empty'));
      }
      rows.push(row(came + 8 * hourMs, 'set_availability', id, itself));
    }
    return rows;
  });
}
