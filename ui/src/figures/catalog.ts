import { agentFigures } from './agent-figures.ts';
import { ofOverview, timesOf, type Figure } from './figure.ts';
import { messageFigures } from './message-figures.ts';
import { satisfactionFigures } from './satisfaction-figures.ts';
import { shareOf } from './share-of.ts';

/**
 * Every figure of the UI, once: its words, how it is read, and which sessions are behind it. Tiles, charts, hints and
 * drill-downs follow from an entry. Those of one agent are in `agent-figures.ts`. What each figure is exactly:
 * docs/metrics.md.
 */

const perEpisode = 'A chat that was reopened counts each time, and is listed once.';

export const figures = {
  sessions: ofOverview({
    label: 'Sessions',
    sentence: 'Chats that customers opened in this range.',
    format: 'count',
    better: 'neither',
    unit: ['session', 'sessions'],
    value: 'total_sessions',
    n: 'total_sessions',
    series: {
      metrics: ['total_sessions'],
      lines: [{ label: 'Sessions', of: (bucket) => bucket.total_sessions }],
      n: (bucket) => bucket.total_sessions ?? 0,
    },
    drill: {},
  }),
  response: ofOverview({
    label: 'First response',
    sentence: 'Median time that customers waited for an agent’s first message.',
    format: 'duration',
    better: 'down',
    unit: ['response', 'responses'],
    value: 'response_time.p50',
    beside: { label: 'p90', path: 'response_time.p90', format: 'duration' },
    n: 'response_time.count',
    series: timesOf('response_time'),
    drill: { has_response_time: 'true' },
    drillNote: perEpisode,
  }),
  wait: ofOverview({
    label: 'Wait in queue',
    sentence: 'Median time that chats waited in the queue until an agent took them.',
    format: 'duration',
    better: 'down',
    unit: ['wait', 'waits'],
    value: 'wait_time.p50',
    beside: { label: 'p90', path: 'wait_time.p90', format: 'duration' },
    n: 'wait_time.count',
    series: timesOf('wait_time'),
    drill: { has_wait_time: 'true' },
    drillNote: 'A chat that waited several times counts each time, and is listed once.',
  }),
  handle: ofOverview({
    label: 'Handle time',
    sentence: 'Median time that agents spent handling a chat until it was closed.',
    format: 'duration',
    better: 'down',
    unit: ['chat', 'chats'],
    value: 'handle_time.p50',
    beside: { label: 'p90', path: 'handle_time.p90', format: 'duration' },
    n: 'handle_time.count',
    series: timesOf('handle_time'),
    drill: { has_handle_time: 'true' },
    drillNote: perEpisode,
  }),
  abandonment: ofOverview({
    label: 'Abandonment',
    sentence: 'The share of waits that ended with the chat closed before an agent got it.',
    format: 'percent',
    better: 'down',
    unit: ['abandoned', 'abandoned'],
    value: (all) => shareOf(all.abandon_time.count, all.abandon_time.count + all.wait_time.count),
    beside: { label: 'after', path: 'abandon_time.p50', format: 'duration' },
    n: 'abandon_time.count',
    series: {
      metrics: ['abandon_time', 'wait_time'],
      lines: [
        {
          label: 'Abandoned',
          of: ({ abandon_time: left, wait_time: taken }) =>
            shareOf(left?.count ?? 0, (left?.count ?? 0) + (taken?.count ?? 0)),
        },
      ],
      n: (bucket) => bucket.abandon_time?.count ?? 0,
    },
    drill: { has_abandon_time: 'true' },
    drillNote: perEpisode,
  }),
  unanswered: ofOverview({
    label: 'Unanswered',
    sentence: 'Chats opened in this range that no agent has answered yet.',
    format: 'count',
    better: 'down',
    unit: ['session', 'sessions'],
    value: 'unanswered_sessions',
    n: 'unanswered_sessions',
    series: {
      metrics: ['unanswered_sessions'],
      lines: [{ label: 'Unanswered', of: (bucket) => bucket.unanswered_sessions }],
      n: (bucket) => bucket.unanswered_sessions ?? 0,
    },
    drill: { unanswered: 'true' },
  }),
  transfers: ofOverview({
    label: 'Transfers',
    sentence: 'How often an agent handed a chat to another agent in this range.',
    format: 'count',
    better: 'down',
    unit: ['transfer', 'transfers'],
    value: 'flow.transferred',
    n: 'flow.transferred',
    series: {
      metrics: ['flow_transferred'],
      lines: [{ label: 'Transfers', of: (bucket) => bucket.flow_transferred }],
      n: (bucket) => bucket.flow_transferred ?? 0,
    },
    drill: { flow: 'transferred' },
    drillNote: 'A chat that was handed over several times is listed once.',
  }),
  ...satisfactionFigures,
  ...messageFigures,
  ...agentFigures,
} satisfies Record<string, Figure>;

export type FigureKey = keyof typeof figures;

/** The figure that a URL names. */
export const figureOf = (key: string | undefined): Figure | undefined =>
  key !== undefined && Object.hasOwn(figures, key) ? figures[key as FigureKey] : undefined;
