import { compare, perSecond, quotient, size, sum } from './figures-arithmetic.ts';
import { NearSeconds } from './figures-comparison.ts';
import type { MessageRow } from './figures-rows.ts';
import type { Item } from './ledger-oracle.ts';

/**
 * Computes every figure of the API from the items that sessions contribute (ledger-oracle.ts), as plainly as
 * possible: whole numbers, with one division at the end. Shares no code with the Worker or the database, so
 * that tests can compare them.
 */

type Items = readonly Item[];

const amountsOf = (items: Items, figure: string): bigint[] =>
  items.filter((item) => item.figure === figure).map(({ amount }) => BigInt(amount));

const total = (items: Items, figure: string): number => Number(sum(amountsOf(items, figure)));

/** Nearest-rank percentile. */
function percentile(spans: readonly bigint[], percent: number): NearSeconds | null {
  const value = spans.toSorted(compare)[Math.ceil((percent * spans.length) / 100) - 1];
  return value === undefined ? null : new NearSeconds(value);
}

const meanSeconds = (spans: readonly bigint[]): number | null =>
  quotient(sum(spans), size(spans) * perSecond, 1);

function distribution(items: Items, figure: string) {
  const spans = amountsOf(items, figure);
  return {
    count: spans.length,
    mean: meanSeconds(spans),
    p50: percentile(spans, 50),
    p90: percentile(spans, 90),
    p95: percentile(spans, 95),
  };
}

/** @param items the items of all agents together */
export const overviewFigures = (items: Items) => ({
  total_sessions: total(items, 'sessions'),
  active_sessions: total(items, 'active'),
  closed_sessions: total(items, 'closed'),
  waiting_sessions: total(items, 'waiting'),
  unanswered_sessions: total(items, 'unanswered'),
  abandoned_sessions: amountsOf(items, 'abandon').length,
  total_messages: total(items, 'messages'),
  avg_messages_per_session: quotient(
    sum(amountsOf(items, 'messages')),
    size(amountsOf(items, 'sessions')),
    1,
  ),
  avg_response_time_seconds: meanSeconds(amountsOf(items, 'response')),
  response_time: distribution(items, 'response'),
  wait_time: distribution(items, 'wait'),
  abandon_time: distribution(items, 'abandon'),
  handle_time: distribution(items, 'handle'),
  flow: {
    created: total(items, 'sessions'),
    reopened: total(items, 'flow_reopened'),
    closed: total(items, 'flow_closed'),
    abandoned: total(items, 'flow_abandoned'),
    transferred: total(items, 'flow_transferred'),
    rated: total(items, 'flow_rated'),
  },
});

/** @param items of all agents together, or of one agent */
export function satisfactionFigures(items: Items) {
  const rated = [1, 2, 3, 4, 5].map((stars) => BigInt(total(items, `rated_${stars}`)));
  const [one = 0n, two = 0n, three = 0n, four = 0n, five = 0n] = rated;
  const stars = sum(rated.map((sessions, i) => sessions * BigInt(i + 1)));
  return {
    total_rated: Number(sum(rated)),
    avg_rating: quotient(stars, sum(rated), 2),
    rating_distribution: {
      '1': Number(one),
      '2': Number(two),
      '3': Number(three),
      '4': Number(four),
      '5': Number(five),
    },
    satisfaction_percentage: quotient(100n * (four + five), sum(rated), 1),
    response_rate: quotient(100n * BigInt(total(items, 'closed_rated')), BigInt(total(items, 'closed')), 1),
  };
}

/** Iterating a string gives code points, not UTF-16 units. An erased message has those that it had. */
const charactersOf = ({ content, erased_characters: erased }: MessageRow): bigint =>
  content === '' ? BigInt(erased ?? 0) : size([...content]);

/** @param messages the messages written in a window, whenever their sessions were created */
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
    avg_message_length: quotient(sum(texts.map(charactersOf)), size(texts), 1),
  };
}

/** @param items of the agent */
export const agentFigures = (items: Items) => ({
  sessions_handled: total(items, 'sessions'),
  unanswered_sessions: total(items, 'unanswered'),
  total_messages: total(items, 'messages'),
  avg_messages_per_session: quotient(
    sum(amountsOf(items, 'messages')),
    size(amountsOf(items, 'sessions')),
    1,
  ),
  avg_response_time_seconds: meanSeconds(amountsOf(items, 'response')),
  avg_customer_rating: satisfactionFigures(items).avg_rating,
  total_rated: satisfactionFigures(items).total_rated,
  transfers_in: total(items, 'transfers_in'),
  transfers_out: total(items, 'transfers_out'),
  response_time: distribution(items, 'response'),
  wait_time: distribution(items, 'wait'),
  handle_time: distribution(items, 'handle'),
});

/** The metrics of one part of a window, for a time series or a heat map. */
export function partFigures(items: Items, written: readonly MessageRow[]): Record<string, unknown> {
  const { flow, ...figures } = overviewFigures(items);
  const { total_rated, avg_rating, satisfaction_percentage, response_rate } = satisfactionFigures(items);
  return {
    ...figures,
    ...Object.fromEntries(Object.entries(flow).map(([name, value]) => [`flow_${name}`, value])),
    total_rated,
    avg_rating,
    satisfaction_percentage,
    response_rate,
    written_messages: written.length,
  };
}

/** Like `partFigures`, for one agent. */
export function agentPartFigures(items: Items): Record<string, unknown> {
  const { sessions_handled, ...figures } = agentFigures(items);
  const { avg_rating } = satisfactionFigures(items);
  return { ...figures, total_sessions: sessions_handled, avg_rating };
}

/** Summary figures that are not available as metrics. */
const summaryOnly =
  /^(avg_messages_per_session|avg_response_time_seconds|avg_customer_rating|abandoned_sessions)$/;
const metricsIn = (figures: object): string[] =>
  Object.keys(figures).filter((name) => !summaryOnly.test(name));

export const metrics = metricsIn(partFigures([], []));
export const agentMetrics = metricsIn(agentPartFigures([]));
