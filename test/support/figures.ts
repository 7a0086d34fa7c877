import { compare, orZero, perSecond, quotient, size, sum } from './figures-arithmetic.ts';
import { withStatus, type Chat } from './figures-chats.ts';
import { NearSeconds } from './figures-comparison.ts';
import type { MessageRow } from './figures-rows.ts';

/**
 * Every figure of the dashboard, computed a second time and as plainly as possible: loops over all rows, whole
 * numbers, one division at the end. Shares nothing with the Worker, so that the two can be held to each other.
 */

type Spans = (chat: Chat) => bigint[];

const responseTime: Spans = ({ session, firstResponse }) =>
  firstResponse === undefined ? [] : [orZero(firstResponse.created_at - session.created_at)];

const waitTime: Spans = ({ session: { queued_at: queued, started_at: started } }) =>
  started !== null && started >= queued ? [started - queued] : [];

const handleTime: Spans = ({ session: { status, started_at: started, closed_at: closed } }) =>
  status === 'closed' && started !== null && closed !== null ? [orZero(closed - started)] : [];

/** By nearest rank. */
function percentile(spans: readonly bigint[], percent: number): NearSeconds | null {
  const inOrder = spans.toSorted(compare);
  const value = inOrder[Math.ceil((percent * spans.length) / 100) - 1];
  return value === undefined ? null : new NearSeconds(value);
}

const meanSeconds = (spans: readonly bigint[]): number | null =>
  quotient(sum(spans), size(spans) * perSecond, 1);

function distribution(chats: readonly Chat[], spansOf: Spans) {
  const spans = chats.flatMap(spansOf);
  return {
    count: spans.length,
    mean: meanSeconds(spans),
    p50: percentile(spans, 50),
    p90: percentile(spans, 90),
    p95: percentile(spans, 95),
  };
}

const messagesIn = (chats: readonly Chat[]): bigint => sum(chats.map(({ messages }) => size(messages)));

const unansweredIn = (chats: readonly Chat[]): number =>
  chats.filter(({ firstResponse }) => firstResponse === undefined).length;

/** @param cohort sessions, of a window or of a part of it */
export const overviewFigures = (cohort: readonly Chat[]) => ({
  total_sessions: cohort.length,
  active_sessions: withStatus(cohort, 'active').length,
  closed_sessions: withStatus(cohort, 'closed').length,
  waiting_sessions: withStatus(cohort, 'waiting').length,
  unanswered_sessions: unansweredIn(cohort),
  total_messages: Number(messagesIn(cohort)),
  avg_messages_per_session: quotient(messagesIn(cohort), size(cohort), 1),
  avg_response_time_seconds: meanSeconds(cohort.flatMap(responseTime)),
  response_time: distribution(cohort, responseTime),
  wait_time: distribution(cohort, waitTime),
  handle_time: distribution(cohort, handleTime),
});

export function satisfactionFigures(cohort: readonly Chat[]) {
  const ratings = cohort.flatMap(({ session: { rating } }) => (rating === null ? [] : [BigInt(rating)]));
  const closed = withStatus(cohort, 'closed');
  const closedAndRated = closed.filter(({ session }) => session.rating !== null);
  const rated = (stars: bigint): number => ratings.filter((rating) => rating === stars).length;
  return {
    total_rated: ratings.length,
    avg_rating: quotient(sum(ratings), size(ratings), 2),
    rating_distribution: { '1': rated(1n), '2': rated(2n), '3': rated(3n), '4': rated(4n), '5': rated(5n) },
    satisfaction_percentage: quotient(100n * BigInt(rated(4n) + rated(5n)), size(ratings), 1),
    response_rate: quotient(100n * size(closedAndRated), size(closed), 1),
  };
}

/** @param messages of a window, whenever their sessions were created */
export function messageFigures(messages: readonly MessageRow[]) {
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
  };
}

const ratingsOf = (agent: string, cohort: readonly Chat[]): bigint[] =>
  cohort.flatMap(({ session: { assigned_agent_id, rating } }) =>
    assigned_agent_id === agent && rating !== null ? [BigInt(rating)] : [],
  );

export function agentFigures(agent: string, cohort: readonly Chat[]) {
  const handled = cohort.filter(({ supportAgents }) => supportAgents.has(agent));
  const assigned = cohort.filter(({ session }) => session.assigned_agent_id === agent);
  const answered = cohort.filter(({ firstResponse }) => firstResponse?.sender_id === agent);
  const sent = handled.flatMap(({ messages }) => messages.filter((m) => m.sender_id === agent));
  const ratings = ratingsOf(agent, cohort);
  return {
    sessions_handled: handled.length,
    unanswered_sessions: unansweredIn(handled),
    total_messages: sent.length,
    avg_messages_per_session: quotient(size(sent), size(handled), 1),
    avg_response_time_seconds: meanSeconds(answered.flatMap(responseTime)),
    avg_customer_rating: quotient(sum(ratings), size(ratings), 2),
    response_time: distribution(answered, responseTime),
    wait_time: distribution(assigned, waitTime),
    handle_time: distribution(assigned, handleTime),
  };
}

/** The metrics of a part of a window, in a time series or a heat map. */
export function partFigures(chats: readonly Chat[], written: readonly MessageRow[]): Record<string, unknown> {
  const { total_rated, avg_rating, satisfaction_percentage, response_rate } = satisfactionFigures(chats);
  return {
    ...overviewFigures(chats),
    total_rated,
    avg_rating,
    satisfaction_percentage,
    response_rate,
    written_messages: written.length,
  };
}

/** The same of one agent. */
export function agentPartFigures(agent: string, chats: readonly Chat[]): Record<string, unknown> {
  const { sessions_handled, avg_customer_rating, ...figures } = agentFigures(agent, chats);
  return {
    ...figures,
    total_sessions: sessions_handled,
    total_rated: ratingsOf(agent, chats).length,
    avg_rating: avg_customer_rating,
  };
}

export const metrics = Object.keys(partFigures([], [])).filter(
  (name) => !/^avg_(messages|response)/.test(name),
);
export const agentMetrics = Object.keys(agentPartFigures('', [])).filter((name) => metrics.includes(name));
