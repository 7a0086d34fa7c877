import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Hint } from '../../components/hint.tsx';
import { formatSeconds } from '../../format/dates.ts';
import { formatClock } from '../../format/durations.ts';
import { formatCount, nothing } from '../../format/numbers.ts';
import { useView } from '../../view/use-view.ts';
import { mayClaim, placesOf, type Chat, type Waiting } from './floor.ts';
import { secondsSince, Ticking } from './ticking.tsx';
import type { Floor } from './use-floor.ts';

type Query = Floor['queue'] | Floor['chats'] | Floor['agents'];

/** What a figure shows beside its label. */
interface Shown {
  value: ReactNode;
  /** For tests and scripts: the number as the API has it. */
  raw: number | null;
  /** The second line: what it is made of. */
  beside: string;
}

/** A figure of this moment. */
interface LiveFigure {
  key: string;
  label: (floor: Floor) => string;
  sentence: string;
  query: (floor: Floor) => Query;
  shown: (floor: Floor) => Shown;
  /** What it opens; undefined where an agent's lists can't show what it counts. */
  opens: (floor: Floor) => Pick<LinkProps, 'to' | 'search'> | undefined;
}

const counted = (count: number, words: string): string => `${formatCount(count)} ${words}`;
const joined = (parts: (string | false)[]): string => parts.filter((part) => part !== false).join(' · ');

function longest({ queue, offset }: Floor): Shown {
  const [first] = queue.data?.data ?? [];
  if (first === undefined) return { value: nothing, raw: null, beside: 'nobody waits' };
  return {
    value: <Ticking offset={offset}>{(now) => formatClock(secondsSince(first.queued_at, now))}</Ticking>,
    raw: first.wait_time_seconds,
    beside: joined([
      first.team ?? 'for anyone',
      first.skills.length > 0 && first.skills.join(', '),
      first.offer !== null && 'offered',
    ]),
  };
}

function waiting({ queue }: Floor): Shown {
  const rows: Waiting[] = queue.data?.data ?? [];
  const total = queue.data?.total ?? 0;
  return {
    value: formatCount(total),
    raw: total,
    beside: joined([
      counted(rows.filter(({ priority }) => priority === 'high').length, 'of high priority'),
      counted(rows.filter(({ offer }) => offer !== null).length, 'offered'),
    ]),
  };
}

function active({ chats, agent }: Floor): Shown {
  const rows: Chat[] = chats.data?.data ?? [];
  const total = chats.data?.total ?? 0;
  return {
    value: formatCount(total),
    raw: total,
    beside: joined([
      agent === undefined &&
        counted(rows.filter(({ assigned_agent_id: id }) => id === null).length, 'unassigned'),
      counted(rows.filter(({ unread_count: unread }) => unread > 0).length, 'with unread'),
    ]),
  };
}

function free({ agents }: Floor): Shown {
  const { online, places, free: left } = placesOf(agents.data?.data ?? []);
  return {
    value: formatCount(left),
    raw: left,
    beside: joined([`of ${counted(places, 'places')}`, counted(online, 'agents online')]),
  };
}

/** The four figures that matter now, in their order. */
const figures: LiveFigure[] = [
  {
    key: 'waiting',
    label: () => 'Waiting',
    sentence: 'Chats in the queue now, however old.',
    query: ({ queue }) => queue,
    shown: waiting,
    opens: ({ agent }) =>
      agent === undefined ? { to: '/sessions', search: { status: 'waiting', age: 'all' } } : undefined,
  },
  {
    key: 'longest',
    label: () => 'Longest wait',
    sentence: 'How long the first chat of the queue has waited so far. Opens that chat in the queue.',
    query: ({ queue }) => queue,
    shown: longest,
    opens: ({ queue, agent }) => {
      const [first] = queue.data?.data ?? [];
      if (first === undefined || (agent !== undefined && !mayClaim(agent, first))) return undefined;
      return { to: '/live', search: { chat: first.session_id } };
    },
  },
  {
    key: 'active',
    label: ({ agent }) => (agent === undefined ? 'Active chats' : 'Your chats'),
    sentence: 'Chats that have been started and not closed, however old.',
    query: ({ chats }) => chats,
    shown: active,
    opens: ({ agent }) => ({
      to: '/sessions',
      search: {
        status: 'active',
        age: 'all',
        ...(agent !== undefined && { assigned_agent_id: agent.id }),
      },
    }),
  },
  {
    key: 'free',
    label: () => 'Free places',
    sentence: 'How many more chats the agents who are online can take.',
    query: ({ agents }) => agents,
    shown: free,
    opens: ({ agent }) => (agent === undefined ? { to: '/agents' } : undefined),
  },
];

/** The four figures that matter now. They cover the whole floor, not only what is filtered below. */
export function FloorFigures({ floor }: { floor: Floor }) {
  return (
    <section aria-label="Figures" className="mb-3 grid shrink-0 grid-cols-2 gap-3 lg:grid-cols-4">
      {figures.map((figure) => (
        <Tile key={figure.key} figure={figure} floor={floor} />
      ))}
    </section>
  );
}

const shape = 'panel flex h-28 flex-col p-3 lg:h-24 sm:px-4';

function Tile({ figure, floor }: { figure: LiveFigure; floor: Floor }) {
  const { zone } = useView();
  const { data, error, dataUpdatedAt } = figure.query(floor);
  const label = <span className="font-medium text-ink-2">{figure.label(floor)}</span>;
  if (data === undefined) {
    return (
      <div className={shape}>
        {label}
        {error === null ? (
          <span className="skeleton mt-1 h-7 w-20" aria-busy="true" />
        ) : (
          <span className="mt-1 text-small text-bad">Not loaded</span>
        )}
      </div>
    );
  }
  const { value, raw, beside } = figure.shown(floor);
  const asOf = data.generatedAt ?? new Date(dataUpdatedAt);
  const opens = figure.opens(floor);
  const body = (
    <>
      {label}
      <span
        className="figures mt-0.5 truncate text-heading font-semibold tracking-tight sm:text-figure"
        data-value={raw ?? ''}
      >
        {value}
      </span>
      <span className="figures mt-auto line-clamp-2 text-small lg:line-clamp-1 text-ink-3">{beside}</span>
    </>
  );
  return (
    <Hint
      text={
        <>
          <p className="text-ink">{figure.sentence}</p>
          <p className="figures mt-1 text-ink-3">
            {beside} · as of {formatSeconds(asOf, zone)}
          </p>
        </>
      }
    >
      {opens === undefined ? (
        <button type="button" data-figure={figure.key} className={`${shape} cursor-help text-left`}>
          {body}
        </button>
      ) : (
        <Link
          {...opens}
          data-figure={figure.key}
          className={`${shape} transition-colors hover:border-line-strong`}
        >
          {body}
        </Link>
      )}
    </Hint>
  );
}
