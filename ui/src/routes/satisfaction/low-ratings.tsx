import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { Schema } from '../../api/client.ts';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { Person } from '../../components/person.tsx';
import { Rating } from '../../components/rating.tsx';
import { figures } from '../../figures/catalog.ts';
import { drillSearch, type Ends } from '../../figures/drill.ts';
import { useSeesOwnOnly } from '../../figures/use-opens.ts';
import { FigureHint } from '../../figures/figure-hint.tsx';
import { downloadCsv, toCsv } from '../../format/csv.ts';
import { formatInstant } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { useView } from '../../view/use-view.ts';

type Row = Schema<'SessionListItemResponse'>;

/** So many are shown; the sessions page has all of them. */
const limit = 100;

/**
 * The chats that customers rated 1 or 2, latest first, with what they say.
 *
 * @param answer the window of the figures above, so that the list is exactly what they count; for an agent, its own
 *   chats among them
 */
export function LowRatings({ answer }: { answer: Ends | undefined }) {
  const { from, to } = answer ?? { from: '', to: '' };
  const query = useRead(
    '/sessions',
    { query: { from, to, rating: [1, 2], limit } },
    { freshness: 'still', enabled: answer !== undefined },
  );
  const rows = query.data?.data ?? [];
  const total = query.data?.total;
  const seesOwnOnly = useSeesOwnOnly();
  const name = seesOwnOnly ? 'Low ratings of your chats' : 'Low ratings';
  const { figure, ...filters } = drillSearch('lowRatings', { from, to });
  const all = seesOwnOnly ? filters : { ...filters, figure };
  return (
    <Panel
      query={query}
      height="relative h-96 overflow-auto print:h-auto"
      title={
        <>
          <FigureHint figure={figures.lowRatings} n={total} asOf={query.data?.generatedAt}>
            <button type="button" className="cursor-help font-semibold">
              {name}
            </button>
          </FigureHint>
          <span className="figures ml-2 font-normal text-ink-3" data-low-total={total}>
            {total !== undefined &&
              (total > rows.length
                ? `latest ${formatCount(rows.length)} of ${formatCount(total)}`
                : formatCount(total))}
          </span>
        </>
      }
      actions={
        <span className="no-print -mr-2 flex items-center gap-1">
          {rows.length > 0 && (
            <Link
              to="/sessions"
              search={all}
              className="px-2 text-small font-medium text-accent hover:underline"
            >
              Open as a list
            </Link>
          )}
          <Button
            kind="ghost"
            className="min-h-7 text-small"
            disabled={rows.length === 0}
            onClick={() => downloadCsv('low-ratings.csv', csvOf(rows))}
          >
            <Download size={13} aria-hidden="true" /> CSV<span className="sr-only"> of low ratings</span>
          </Button>
        </span>
      }
    >
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState title="No low ratings">
            {seesOwnOnly ? 'None of your chats' : 'No chat'} in this range was rated 1 or 2. Choose a longer
            range to look further back.
          </EmptyState>
        ) : (
          <ul aria-label="Low ratings">
            {data.map((row) => (
              <li key={row.session_id} className="border-t border-line first:border-0">
                <Link
                  to="/sessions"
                  search={{ ...all, open: row.session_id }}
                  data-low={row.session_id}
                  className="grid grid-cols-[2.25rem_1fr] items-baseline gap-x-2 px-4 py-2.5 -outline-offset-2 hover:bg-sunken sm:grid-cols-[2.25rem_1fr_8rem_8.5rem]"
                >
                  <LowRating row={row} />
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Panel>
  );
}

function LowRating({ row }: { row: Row }) {
  const { zone } = useView();
  return (
    <>
      <Rating value={row.rating} />
      <span className="line-clamp-2">{row.feedback ?? <span className="text-ink-3">No feedback</span>}</span>
      <span className="truncate text-ink-2 max-sm:col-start-2">
        <Person id={row.assigned_agent_id} name={row.assigned_agent_name} />
      </span>
      <span className="figures text-small text-ink-3 max-sm:col-start-2 sm:text-right">
        {formatInstant(row.created_at, zone)}
      </span>
    </>
  );
}

const csvOf = (rows: Row[]): string =>
  toCsv(
    ['id', 'created_at', 'rating', 'feedback', 'agent', 'agent_id'],
    rows.map((row) => [
      row.session_id,
      row.created_at,
      row.rating,
      row.feedback,
      row.assigned_agent_name,
      row.assigned_agent_id,
    ]),
  );
