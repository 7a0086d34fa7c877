import type { MessageRow, ParticipantRow, SessionRow, Tables } from './figures-rows.ts';

/**
 * Every figure of the dashboard, computed a second time and as plainly as possible: loops over all rows, whole
 * numbers, one division at the end. Shares nothing with the Worker, so that the two can be held to each other.
 */

const perMillisecond = 1000n;
const perSecond = 1_000_000n;
const perHour = 3600n * perSecond;

/** `top / bottom`, half away from zero; null over nothing. Neither may be negative. */
function quotient(top: bigint, bottom: bigint, digits: number): number | null {
  if (top < 0n || bottom < 0n) throw new RangeError('No figure is below 0.');
  if (bottom === 0n) return null;
  const scale = 10n ** BigInt(digits);
  const whole = (top * scale) / bottom;
  const rest = (top * scale) % bottom;
  // Dividing two whole numbers gives the closest number there is, as reading the decimal would.
  return Number(rest * 2n >= bottom ? whole + 1n : whole) / Number(scale);
}

const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((total, number) => total + number, 0n);
const size = (items: readonly unknown[]): bigint => BigInt(items.length);
const orZero = (microseconds: bigint): bigint => (microseconds > 0n ? microseconds : 0n);
const wholeSeconds = (microseconds: bigint): number => Number(orZero(microseconds) / perSecond);
const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** RFC 3339 with the milliseconds cut, before 1970 too. */
export function wire(microseconds: bigint): string {
  const rest = ((microseconds % perMillisecond) + perMillisecond) % perMillisecond;
  return new Date(Number((microseconds - rest) / perMillisecond)).toISOString();
}

const wireOrNull = (microseconds: bigint | null): string | null =>
  microseconds === null ? null : wire(microseconds);

/** A window's end as an answer names it, and whether an instant lies in the window. */
function windowOf(generatedAt: string, hours: number): (instant: bigint) => boolean {
  const end = BigInt(Date.parse(generatedAt)) * perMillisecond;
  const start = end - BigInt(hours) * perHour;
  return (instant) => start <= instant && instant <= end;
}

function groupBySession<Row extends { session_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.session_id);
    if (group === undefined) groups.set(row.session_id, [row]);
    else group.push(row);
  }
  return groups;
}

/** A session with everything that belongs to it. */
interface Chat {
  session: SessionRow;
  /** By created_at, then id. */
  messages: MessageRow[];
  participants: ParticipantRow[];
  supportAgents: Set<string>;
  firstResponse: MessageRow | undefined;
}

const inOrder = (a: MessageRow, b: MessageRow): number =>
  compare(a.created_at, b.created_at) || compare(a.id, b.id);

export function chatsOf({ sessions, messages, participants }: Tables): Chat[] {
  const messagesOf = groupBySession(messages);
  const participantsOf = groupBySession(participants);
  return sessions.map((session) => {
    const said = (messagesOf.get(session.id) ?? []).toSorted(inOrder);
    const present = participantsOf.get(session.id) ?? [];
    const supportAgents = new Set(present.filter((p) => p.role === 'support_agent').map((p) => p.user_id));
    const firstResponse = said.find((message) => supportAgents.has(message.sender_id));
    return { session, messages: said, participants: present, supportAgents, firstResponse };
  });
}

/** The mean of first response − creation over the chats that have a response. */
function meanResponseSeconds(chats: readonly Chat[]): number | null {
  const waits = chats.flatMap(({ session, firstResponse }) =>
    firstResponse === undefined ? [] : [orZero(firstResponse.created_at - session.created_at)],
  );
  return quotient(sum(waits), size(waits) * perSecond, 1);
}

const withStatus = (chats: readonly Chat[], status: SessionRow['status']): Chat[] =>
  chats.filter(({ session }) => session.status === status);

const messagesIn = (chats: readonly Chat[]): bigint => sum(chats.map(({ messages }) => size(messages)));

export function overview(tables: Tables, hours: number, generatedAt: string) {
  const chats = chatsOf(tables);
  const isIn = windowOf(generatedAt, hours);
  const cohort = chats.filter(({ session }) => isIn(session.created_at));
  const waiting = withStatus(chats, 'waiting');
  const end = BigInt(Date.parse(generatedAt)) * perMillisecond;
  const waits = waiting.map(({ session }) => wholeSeconds(end - session.queued_at));
  return {
    total_sessions: cohort.length,
    active_sessions: withStatus(cohort, 'active').length,
    closed_sessions: withStatus(cohort, 'closed').length,
    waiting_sessions: withStatus(cohort, 'waiting').length,
    total_messages: Number(messagesIn(cohort)),
    avg_messages_per_session: quotient(messagesIn(cohort), size(cohort), 1),
    avg_response_time_seconds: meanResponseSeconds(cohort),
    time_range_hours: hours,
    generated_at: generatedAt,
    queue_now: {
      waiting: waiting.length,
      active: withStatus(chats, 'active').length,
      longest_wait_seconds: waits.length === 0 ? null : Math.max(...waits),
    },
  };
}

export function satisfaction(tables: Tables, hours: number, generatedAt: string) {
  const isIn = windowOf(generatedAt, hours);
  const cohort = tables.sessions.filter((session) => isIn(session.created_at));
  const ratings = cohort.flatMap(({ rating }) => (rating === null ? [] : [BigInt(rating)]));
  const closed = cohort.filter(({ status }) => status === 'closed');
  const rated = (stars: bigint): number => ratings.filter((rating) => rating === stars).length;
  return {
    total_rated: ratings.length,
    avg_rating: quotient(sum(ratings), size(ratings), 2),
    rating_distribution: { '1': rated(1n), '2': rated(2n), '3': rated(3n), '4': rated(4n), '5': rated(5n) },
    satisfaction_percentage: quotient(100n * BigInt(rated(4n) + rated(5n)), size(ratings), 1),
    response_rate: quotient(100n * size(closed.filter(({ rating }) => rating !== null)), size(closed), 1),
    time_range_hours: hours,
    generated_at: generatedAt,
  };
}

export function messageAnalytics(tables: Tables, hours: number, generatedAt: string) {
  const isIn = windowOf(generatedAt, hours);
  const messages = tables.messages.filter((message) => isIn(message.created_at));
  const ofType = (type: string): MessageRow[] => messages.filter((m) => m.message_type === type);
  const withState = (status: string): number => messages.filter((m) => m.status === status).length;
  const texts = ofType('text');
  return {
    total_messages: messages.length,
    message_types: { text: texts.length, files: ofType('file').length, images: ofType('image').length },
    status_distribution: {
      sent: withState('sent'),
      delivered: withState('delivered'),
      read: withState('read'),
    },
    // A string is iterated by code points, not by UTF-16 units.
    avg_message_length: quotient(sum(texts.map(({ content }) => size([...content]))), size(texts), 1),
    time_range_hours: hours,
    generated_at: generatedAt,
  };
}

export function agentPerformance(tables: Tables, hours: number, generatedAt: string, only?: string) {
  const chats = chatsOf(tables);
  const isIn = windowOf(generatedAt, hours);
  const cohort = chats.filter(({ session }) => isIn(session.created_at));
  const agents = new Set(cohort.flatMap(({ supportAgents }) => [...supportAgents]));
  return [...agents]
    .filter((agent) => only === undefined || agent === only)
    .map((agent) => {
      const handled = cohort.filter(({ supportAgents }) => supportAgents.has(agent));
      const sent = handled.flatMap(({ messages }) => messages.filter((m) => m.sender_id === agent));
      const ratings = cohort.flatMap(({ session: { assigned_agent_id, rating } }) =>
        assigned_agent_id === agent && rating !== null ? [BigInt(rating)] : [],
      );
      const isActive = withStatus(chats, 'active').some(({ session }) => session.assigned_agent_id === agent);
      return {
        agent_id: agent,
        sessions_handled: handled.length,
        total_messages: sent.length,
        avg_messages_per_session: quotient(size(sent), size(handled), 1),
        avg_response_time_seconds: meanResponseSeconds(
          cohort.filter(({ firstResponse }) => firstResponse?.sender_id === agent),
        ),
        avg_customer_rating: quotient(sum(ratings), size(ratings), 2),
        status: isActive ? 'active' : 'idle',
      };
    })
    .sort((a, b) => b.sessions_handled - a.sessions_handled || compare(a.agent_id, b.agent_id));
}

/** The whole list as it is at an instant, in microseconds. */
export function activeSessions(tables: Tables): (now: bigint) => Record<string, unknown>[] {
  const chats = withStatus(chatsOf(tables), 'active').sort(
    (a, b) =>
      compare(b.session.last_activity_at, a.session.last_activity_at) || compare(a.session.id, b.session.id),
  );
  return (now) =>
    chats.map(({ session, messages, participants, supportAgents }) => {
      const latest = messages.at(-1);
      return {
        session_id: session.id,
        status: 'active',
        duration_seconds: wholeSeconds(now - (session.started_at ?? session.created_at)),
        total_messages: messages.length,
        unread_count: messages.filter((m) => m.status !== 'read' && !supportAgents.has(m.sender_id)).length,
        participant_count: participants.filter(({ left_at }) => left_at === null).length,
        initiator_id: session.initiator_id,
        assigned_agent_id: session.assigned_agent_id,
        last_activity: wire(session.last_activity_at),
        latest_message: latest
          ? {
              content: [...latest.content].slice(0, 200).join(''),
              timestamp: wire(latest.created_at),
              sender_id: latest.sender_id,
            }
          : null,
      };
    });
}

/** The whole queue as it is at an instant, in microseconds. */
export function waitingSessions(tables: Tables): (now: bigint) => Record<string, unknown>[] {
  const chats = withStatus(chatsOf(tables), 'waiting').sort(
    (a, b) => compare(a.session.queued_at, b.session.queued_at) || compare(a.session.id, b.session.id),
  );
  return (now) =>
    chats.map(({ session, messages }, place) => {
      const wait = wholeSeconds(now - session.queued_at);
      return {
        session_id: session.id,
        wait_time_seconds: wait,
        initiator_id: session.initiator_id,
        message_count: messages.length,
        created_at: wire(session.created_at),
        queued_at: wire(session.queued_at),
        position: place + 1,
        priority: wait < 60 ? 'low' : wait < 180 ? 'medium' : 'high',
      };
    });
}

/** The transcript of each session. */
export function transcripts(tables: Tables): Map<string, unknown> {
  const chats = chatsOf(tables).map(({ session, messages, participants }) => ({
    session: {
      id: session.id,
      status: session.status,
      initiator_id: session.initiator_id,
      assigned_agent_id: session.assigned_agent_id,
      created_at: wire(session.created_at),
      started_at: wireOrNull(session.started_at),
      closed_at: wireOrNull(session.closed_at),
      total_messages: messages.length,
      rating: session.rating,
      feedback: session.feedback,
      participants: participants
        .toSorted((a, b) => compare(a.joined_at, b.joined_at) || compare(a.user_id, b.user_id))
        .map(({ user_id, role, joined_at, left_at }) => ({
          user_id,
          role,
          joined_at: wire(joined_at),
          left_at: wireOrNull(left_at),
        })),
    },
    messages: messages.map((m) => {
      const file = { name: m.file_name, url: m.file_url, size: m.file_size, mime: m.file_mime };
      return {
        id: m.id,
        sender_id: m.sender_id,
        content: m.content,
        message_type: m.message_type,
        status: m.status,
        created_at: wire(m.created_at),
        file: Object.values(file).every((part) => part === null) ? null : file,
      };
    }),
  }));
  return new Map(chats.map((chat) => [chat.session.id, chat]));
}
