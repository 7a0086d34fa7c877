import type { Schema } from '../api/client.ts';
import { formatDuration } from '../format/durations.ts';

type Session = Schema<'SessionTranscriptResponse'>['session'];
type Event = Session['events'][number];

export type StepKind =
  | 'opened'
  | 'queued'
  | 'taken'
  | 'answered'
  | 'transferred'
  | 'closed'
  | 'rated'
  | 'deleted';

/** One thing that happened to a chat. */
export interface Step {
  kind: StepKind;
  /** Null where only its order is known. */
  at: string | null;
  text: string;
}

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);

const queueOf = (team: string | null): string => (team === null ? 'any agent' : team);

const after = (queuedAt: string | null, at: string): string =>
  queuedAt === null ? '' : ` after ${formatDuration(secondsBetween(queuedAt, at))}`;

type NameOf = (id: string) => string;

/**
 * The agents of a chat that came to the dashboard with its history, in the order in which they joined: its first event
 * knows only how it ended.
 */
function earlierAgents({ participants, events }: Session, first: Event, nameOf: NameOf): Step[] {
  const until = events[0]?.happened_at ?? '';
  const agents = participants.filter(
    ({ role, joined_at: at }) =>
      role === 'support_agent' && at < until && (first.closed_at === null || at <= first.closed_at),
  );
  return agents.map(({ user_id: id, joined_at: at }, place): Step => {
    const before = agents[place - 1];
    return before === undefined
      ? { kind: 'taken', at, text: `${nameOf(id)} took it${after(first.created_at, at)}` }
      : { kind: 'transferred', at, text: `From ${nameOf(before.user_id)} to ${nameOf(id)}` };
  });
}

function firstSteps(session: Session, event: Event, nameOf: NameOf): Step[] {
  const { created_at: at, started_at: started, assigned_agent_id: agent } = event;
  const opened: Step = { kind: 'opened', at, text: `Opened, for ${queueOf(event.team)}` };
  if (started === null) return [opened];
  const agents = earlierAgents(session, event, nameOf);
  if (agents.length > 0) return [opened, ...agents];
  const who = agent === null ? 'Started' : `${nameOf(agent)} took it`;
  return [opened, { kind: 'taken', at: started, text: `${who}${after(at, started)}` }];
}

const requeued = (event: Event, before: Event): string => {
  if (event.command === 'transfer') return `To the queue of ${queueOf(event.team)}`;
  if (event.command !== null) return 'Back in the queue';
  return before.status === 'closed' ? 'Reopened: back in the queue' : 'Back in the queue';
};

/** What one change did, by the facts before and after it. */
function stepsBetween(before: Event, event: Event, nameOf: NameOf): Step[] {
  const at = event.happened_at;
  const { assigned_agent_id: agent } = event;
  if (event.status === null) return [{ kind: 'deleted', at, text: 'Deleted' }];
  const steps: Step[] = [];
  if (event.status === 'waiting' && before.status !== 'waiting') {
    steps.push({ kind: 'queued', at: event.queued_at, text: requeued(event, before) });
  } else if (event.status === 'waiting' && event.team !== before.team) {
    steps.push({ kind: 'queued', at, text: `To the queue of ${queueOf(event.team)}` });
  }
  if (event.status === 'active' && before.status !== 'active') {
    const started = event.started_at !== before.started_at ? event.started_at : null;
    const when = started ?? at;
    const who = agent === null ? 'Started' : `${nameOf(agent)} took it`;
    steps.push({ kind: 'taken', at: when, text: `${who}${after(event.queued_at, when)}` });
  } else if (event.status === 'active' && agent !== before.assigned_agent_id) {
    const from = before.assigned_agent_id;
    const to = agent === null ? 'nobody' : nameOf(agent);
    steps.push({
      kind: 'transferred',
      at,
      text: from === null ? `Given to ${to}` : `From ${nameOf(from)} to ${to}`,
    });
  }
  return steps;
}

function ending(before: Event | undefined, event: Event): Step[] {
  const steps: Step[] = [];
  if (event.status === 'closed' && before?.status !== 'closed') {
    const text =
      event.started_at === null && event.command === null ? 'Closed before anybody took it' : 'Closed';
    steps.push({ kind: 'closed', at: event.closed_at, text });
  }
  if (event.rating !== null && event.rating !== before?.rating) {
    const at = before === undefined ? null : event.happened_at;
    steps.push({ kind: 'rated', at, text: `Rated ${event.rating} of 5` });
  }
  return steps;
}

/**
 * What happened to a chat, from what its events say after each change. A chat that was imported has one event for its
 * whole life until then; who had it comes from its participants.
 */
export function timelineOf(session: Session, firstResponse: Step | undefined, nameOf: NameOf): Step[] {
  const steps = session.events.flatMap((event, place) => {
    const before = session.events[place - 1];
    return [
      ...(before === undefined ? firstSteps(session, event, nameOf) : stepsBetween(before, event, nameOf)),
      ...ending(before, event),
    ];
  });
  if (firstResponse !== undefined) steps.push(firstResponse);
  const isDated = ({ at }: Step): boolean => at !== null;
  return [
    ...steps.filter(isDated).toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? '')),
    ...steps.filter((step) => !isDated(step)),
  ];
}
