import type { Schema } from '../api/client.ts';
import { shortId } from '../components/person.tsx';

type Transcript = Schema<'SessionTranscriptResponse'>;

/** The names of the people whom a transcript names, by id; a short id where no name is known. */
export function namesIn({ session }: Transcript): (id: string) => string {
  const named: [id: string | null, name: string | null][] = [
    ...session.participants.map(({ user_id, name }): [string, string | null] => [user_id, name]),
    ...session.events.map(({ assigned_agent_id, assigned_agent_name }): [string | null, string | null] => [
      assigned_agent_id,
      assigned_agent_name,
    ]),
    [session.initiator_id, session.initiator_name],
    [session.assigned_agent_id, session.assigned_agent_name],
  ];
  const names = new Map(named.filter(([, name]) => name !== null));
  return (id) => names.get(id) ?? shortId(id);
}
