import { Link } from '@tanstack/react-router';
import { AvailabilityBadge } from '../../components/availability-badge.tsx';
import type { Column } from '../../components/data-table/columns.ts';
import { Person } from '../../components/person.tsx';
import { figures } from '../../figures/catalog.ts';
import { Delta } from '../../figures/delta.tsx';
import type { AgentFigures, Figure } from '../../figures/figure.ts';
import { changeOf, differenceAt, nOf, numberAt, write, writeN } from '../../figures/reading.ts';
import { formatCount, nothing } from '../../format/numbers.ts';
import { Places } from './places.tsx';
import type { AgentRow } from './use-agents.ts';

type AgentFigureKey = Extract<keyof typeof figures, `agent_${string}`>;

interface FigureColumn {
  width: number;
  priority: number;
  /** Where its value is, if it is not the figure's own. */
  read?: string;
  hint?: string;
  /** What stands below it instead of its change and `n`. */
  note?: (figures: AgentFigures) => string;
}

/** A column of a figure: its value, and below it its change and what it rests on. */
function figureColumn(
  key: string,
  label: string,
  figureKey: AgentFigureKey,
  { read, width, priority, hint, note }: FigureColumn,
): Column<AgentRow> {
  const figure: Figure = figures[figureKey];
  const path = read ?? figure.value;
  // Without chats of this time there is nothing to take a percentile over, but a count is 0.
  const valueOf = ({ figures: own }: AgentRow) =>
    own === undefined ? (figure.format === 'count' ? 0 : null) : numberAt(own, path);
  return {
    key,
    label,
    width,
    grow: 1,
    priority,
    align: 'end',
    hint: hint ?? figure.sentence,
    cell: (row) => {
      const value = valueOf(row);
      const own = row.figures;
      const n = own === undefined ? 0 : nOf(figure, { agent: own });
      return (
        <span className="flex flex-col leading-tight" title={writeN(figure, n)} data-cell={key}>
          <span className={n === 0 ? 'text-ink-3' : ''}>{write(figure.format, value)}</span>
          {own !== undefined && n > 0 && (
            <span className="flex items-baseline justify-end gap-1.5 text-micro text-ink-3">
              {note === undefined ? <Change figure={figure} figures={own} path={path} n={n} /> : note(own)}
            </span>
          )}
        </span>
      );
    },
    csv: valueOf,
    sort: valueOf,
  };
}

function Change({
  figure,
  figures: own,
  path,
  n,
}: {
  figure: Figure;
  figures: AgentFigures;
  path: Figure['value'] | string;
  n: number;
}) {
  const change = changeOf(figure, differenceAt(own, path));
  return (
    <>
      {change?.direction !== 'same' && <Delta change={change} size="micro" />}
      {figure.format !== 'count' && <span>n {formatCount(n)}</span>}
    </>
  );
}

const p90 = (what: string): string => `${what} Nine of ten take at most this long.`;

/** The columns of the list of agents. */
export const agentColumns: Column<AgentRow>[] = [
  {
    key: 'name',
    label: 'Agent',
    width: 128,
    grow: 2,
    priority: 1,
    cell: ({ id, name }) => (
      // The row opens the same by click and Enter; as a link it also opens in a tab of its own.
      <Link
        to="/agents/$agentId"
        params={{ agentId: id }}
        tabIndex={-1}
        className="font-medium hover:text-accent"
        onClick={(event) => event.stopPropagation()}
      >
        <Person id={id} name={name} />
      </Link>
    ),
    csv: ({ name }) => name,
    sort: ({ id, name }) => name ?? id,
  },
  {
    key: 'team',
    label: 'Team',
    width: 72,
    grow: 1,
    priority: 9,
    cell: ({ agent }) => agent?.team ?? <span className="text-ink-3">{nothing}</span>,
    csv: ({ agent }) => agent?.team,
    sort: ({ agent }) => agent?.team ?? null,
  },
  {
    key: 'availability',
    label: 'Availability',
    width: 94,
    priority: 4,
    hint: 'Online agents can claim chats and be given chats; away agents can only be given chats; offline agents can do neither.',
    cell: ({ agent }) => <AvailabilityBadge availability={agent?.availability} />,
    csv: ({ agent }) => agent?.availability ?? 'not registered',
    sort: ({ agent }) => agent?.availability ?? null,
  },
  {
    key: 'load',
    label: 'Load',
    width: 96,
    align: 'end',
    priority: 5,
    hint: 'Active chats and open offers now, and how many places the agent has.',
    cell: ({ agent, load }) => <Places agent={agent} load={load} />,
    csv: ({ load }) => load,
    sort: ({ load }) => load,
  },
  figureColumn('sessions', 'Sessions', 'agent_sessions', { width: 60, priority: 2 }),
  figureColumn('response_p50', 'Response p50', 'agent_response', { width: 88, priority: 6 }),
  figureColumn('response_p90', 'Response p90', 'agent_response', {
    read: 'response_time.p90',
    width: 100,
    priority: 3,
    hint: p90('From taking a chat to the agent’s own first message in it.'),
  }),
  figureColumn('handle_p50', 'Handling p50', 'agent_handle', { width: 88, priority: 8 }),
  figureColumn('handle_p90', 'Handling p90', 'agent_handle', {
    read: 'handle_time.p90',
    width: 88,
    priority: 8,
    hint: p90('How long the agent had a chat without interruption.'),
  }),
  figureColumn('rating', 'Rating', 'agent_rating', { width: 80, priority: 7 }),
  figureColumn('transfers', 'Transfers', 'agent_transfers', {
    width: 68,
    priority: 9,
    note: ({ transfers_in: received, transfers_out: given }) => `${received} in, ${given} out`,
  }),
];
