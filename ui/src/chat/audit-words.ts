import type { Schema } from '../api/client.ts';
import { shortId } from '../components/person.tsx';

type AuditEntry = Schema<'AuditEntryResponse'>;

const named = (name: string | null, id: string | null): string =>
  name ?? (id === null ? 'nobody' : shortId(id));

/** What a command did, or did not do, or what was read, in people's words. */
export function tellEntry(entry: AuditEntry): string {
  const not = entry.outcome === 'refused' ? 'not ' : '';
  const told = sentences[entry.action](entry, not);
  return `${told[0]?.toUpperCase()}${told.slice(1)}`;
}

const to = (entry: AuditEntry): string =>
  entry.to_team !== null ? `team ${entry.to_team}` : named(entry.to_agent_name, entry.to_agent_id);
const from = (entry: AuditEntry): string =>
  entry.from_agent_id === null ? '' : ` from ${named(entry.from_agent_name, entry.from_agent_id)}`;
const rows = ({ erased_rows: count }: AuditEntry): string => (count === 1 ? '1 row' : `${count ?? 0} rows`);
const force = ({ forced }: AuditEntry): string => (forced ? ', overruling the rules for agents' : '');

const sentences: Record<AuditEntry['action'], (entry: AuditEntry, not: string) => string> = {
  assign: (entry, not) => `${not}assigned to ${to(entry)}${force(entry)}`,
  transfer: (entry, not) => `${not}transferred${from(entry)} to ${to(entry)}${force(entry)}`,
  requeue: (entry, not) => `${not}put back into the queue${from(entry)}`,
  close: (_, not) => `${not}closed`,
  claim: (entry, not) => (not === '' ? `claimed by ${to(entry)}` : `no chat claimed by ${to(entry)}`),
  offer: (entry, not) => `${not}offered to ${to(entry)}${force(entry)}`,
  accept: (entry, not) => `offer ${not}accepted by ${to(entry)}`,
  decline: (entry, not) => `offer ${not}declined by ${to(entry)}`,
  withdraw: (entry, not) => `offer to ${to(entry)} ${not}withdrawn`,
  save_agent: (entry, not) => `agent ${to(entry)} ${not}registered or saved`,
  update_agent: (entry, not) => `agent ${to(entry)} ${not}changed`,
  delete_agent: (entry, not) => `agent ${to(entry)} ${not}deleted`,
  set_availability: (entry, not) => `availability of ${to(entry)} ${not}set`,
  read_transcript: (_, not) => `transcript ${not}read`,
  erase_customer: (entry, not) => `customer ${named(null, entry.customer_id)} ${not}erased: ${rows(entry)}`,
  export: () => 'transcripts exported',
  retention: (entry) => `old data removed: ${rows(entry)}`,
};

/** Why it was refused: the problem's code as words, so that a new code needs no entry here. */
export const tellRefusal = ({ refusal }: AuditEntry): string => {
  const words = (refusal ?? '').replaceAll('_', ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
};

/** Who ran it. */
export const tellActor = ({ actor_name, actor_id }: AuditEntry): string => named(actor_name, actor_id);
