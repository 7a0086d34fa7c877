import type { Schema } from '../api/client.ts';
import { shortId } from '../components/person.tsx';

type Entry = Schema<'AuditEntryResponse'>;

const nameOr = (name: string | null, id: string | null): string =>
  name ?? (id === null ? 'nobody' : shortId(id));

const to = (entry: Entry): string => nameOr(entry.to_agent_name, entry.to_agent_id);
const queue = ({ to_team: team }: Entry): string => `the queue of ${team ?? 'any agent'}`;

/** What each command on a chat did, and, after "tried to", what it would have done. */
const deeds: Partial<Record<Entry['action'], (entry: Entry) => [done: string, tried: string]>> = {
  assign: (entry) => [`assigned it to ${to(entry)}`, `assign it to ${to(entry)}`],
  claim: (entry) => [`claimed it for ${to(entry)}`, `claim it for ${to(entry)}`],
  offer: (entry) => [`offered it to ${to(entry)}`, `offer it to ${to(entry)}`],
  accept: (entry) => [`accepted it for ${to(entry)}`, `accept it for ${to(entry)}`],
  decline: (entry) => [`declined it for ${to(entry)}`, `decline it for ${to(entry)}`],
  withdraw: (entry) => [`withdrew the offer to ${to(entry)}`, `withdraw the offer to ${to(entry)}`],
  transfer: (entry) => {
    const where = entry.to_agent_id === null ? queue(entry) : to(entry);
    return [`transferred it to ${where}`, `transfer it to ${where}`];
  },
  requeue: () => ['put it back into the queue', 'put it back into the queue'],
  close: () => ['closed it', 'close it'],
};

/** A command of the audit as a sentence after its actor's name: "assigned it to Ada", "tried to close it". */
export function deedOf(entry: Entry): string {
  const [done, tried] = deeds[entry.action]?.(entry) ?? [entry.action, entry.action];
  return entry.outcome === 'done' ? done : `tried to ${tried}`;
}

/** A refusal's code in words: `agent_at_capacity` is "agent at capacity". */
export const refusalWords = (code: string): string => code.replaceAll('_', ' ');

export const actorOf = ({ actor_name: name, actor_id: id }: Entry): string => nameOr(name, id);
