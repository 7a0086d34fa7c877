import type { Schema } from '../api/client.ts';

type Waiting = Schema<'WaitingSessionResponse'>;

/**
 * What a command needs to know of a chat. A row of the sessions list is one; so are rows of the queue and of active
 * chats, with their `status`.
 */
export interface Chat {
  session_id: string;
  status: Schema<'SessionStatus'>;
  version: number;
  assigned_agent_id: string | null;
  initiator_id: string | null;
  initiator_name?: string | null;
  /** Left out where the list doesn't say: pickers then ask for it. */
  team?: string | null;
  skills?: string[];
  /** The offer that holds it now. */
  offer?: Waiting['offer'];
}

export type Me = Schema<'MeResponse'>;
export type Agent = Schema<'AgentResponse'>;

/** Whom a chat goes to. A team of null is the queue of any agent. */
export type Target = { kind: 'agent'; id: string; name: string } | { kind: 'team'; team: string | null };

/** What a person has chosen and typed in a command's dialog. */
export interface Choice {
  target?: Target | undefined;
  seconds: number;
  reason: string;
  force: boolean;
}

export const firstChoice: Choice = { seconds: 30, reason: '', force: false };
