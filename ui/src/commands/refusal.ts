import { shortId } from '../components/person.tsx';
import { toProblem, type ProblemDocument } from '../api/problem.ts';
import { formatSeconds } from '../format/dates.ts';
import type { Chat } from './chat.ts';

/** A refused or failed command, for a person to decide what to do next. */
export interface Refusal {
  title: string;
  detail: string;
  requestId: string | undefined;
  /** The chat as it is by now, if it has changed. */
  changes: Partial<Chat> | undefined;
  /** Whether an admin may overrule it. */
  canForce: boolean;
  /** Whether the same call may be sent again: it is done once, however often it is sent. */
  canRepeat: boolean;
}

const forceable = new Set([
  'agent_unavailable',
  'agent_at_capacity',
  'agent_not_in_team',
  'agent_lacks_skills',
  'agent_not_registered',
  'session_offered',
  'team_unknown',
]);

interface Words {
  nameOf: (id: string) => string;
  /** What the command names: an agent. */
  target: string | undefined;
  zone: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A person by the name that the answer gives, or by what the page knows. */
const personIn = (document: Record<string, unknown>, id: string, name: string, { nameOf }: Words) => {
  const who = text(document[id]);
  return who === undefined ? undefined : (text(document[name]) ?? nameOf(who));
};

function changesIn({ session }: ProblemDocument): (Partial<Chat> & Record<string, unknown>) | undefined {
  return typeof session === 'object' && session !== null
    ? (session as Partial<Chat> & Record<string, unknown>)
    : undefined;
}

/** What became of a chat in the meantime. */
function newState(problem: ProblemDocument, words: Words): string {
  const session = changesIn(problem);
  const owner = personIn(session ?? {}, 'assigned_agent_id', 'assigned_agent_name', words);
  if (session?.status === 'closed') return 'It is closed now.';
  if (session?.status === 'waiting') return 'It is waiting in the queue now.';
  if (owner === undefined) return 'It is active and has no agent.';
  return `${owner} was quicker and has it now.`;
}

const owned = (problem: ProblemDocument, words: Words): string => {
  const owner = personIn(problem, 'current_agent_id', 'current_agent_name', words);
  return owner === undefined ? problem.detail : `${owner} was quicker and has it now.`;
};

/** What to say about a code, where the API's own words leave out a name or a number that it sends. */
const details: Record<string, (problem: ProblemDocument, words: Words) => string> = {
  version_changed: newState,
  session_already_assigned: owned,
  owner_changed: owned,
  session_offered: (problem, words) => {
    const holder = personIn(problem, 'offered_to', 'offered_to_name', words);
    const until = text(problem['expires_at']);
    return until === undefined
      ? problem.detail
      : `It is offered to ${holder} until ${formatSeconds(until, words.zone)}.`;
  },
  agent_unavailable: ({ availability }, { target }) => `${target ?? 'The agent'} is ${String(availability)}.`,
  agent_at_capacity: ({ load, max_sessions: places }, { target }) =>
    `${target ?? 'The agent'} has no free place: ${String(load)} of ${String(places)} are taken.`,
  agent_not_in_team: ({ team }, { target }) =>
    `The chat waits for ${String(team)}, and ${target ?? 'the agent'} is not in that team.`,
  agent_lacks_skills: ({ missing_skills: skills, detail }, { target }) =>
    Array.isArray(skills) ? `${target ?? 'The agent'} lacks ${skills.join(', ')}.` : detail,
  unreachable: () =>
    'Check your connection, then send it again. It is done once, even if the first attempt has arrived.',
  token_expired: () => 'Sign in again, then send it again. What you entered is kept.',
  token_invalid: () => 'Sign in again, then send it again. What you entered is kept.',
};

/** Puts a failed command into words. */
export function refusalOf(error: unknown, words: Words): Refusal {
  const { problem, isTransient, status } = toProblem(error);
  return {
    title: problem.code === 'version_changed' ? 'The chat has changed in the meantime' : problem.title,
    detail: details[problem.code]?.(problem, words) ?? problem.detail,
    requestId: problem.request_id,
    changes: changesIn(problem),
    canForce: forceable.has(problem.code),
    canRepeat: isTransient || status === 401 || problem.code === 'idempotency_key_in_use',
  };
}

/** How a person is called who is in none of the lists. */
export const nameAmong =
  (agents: { agent_id: string; display_name: string }[]) =>
  (id: string): string =>
    agents.find(({ agent_id: agent }) => agent === id)?.display_name ?? `Agent ${shortId(id)}`;
