import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api/answer.ts';
import type { Schema } from '../../api/client.ts';
import { useRead } from '../../api/use-read.ts';
import { placesOf } from '../../charts/places.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { drillSearch, endsOfBucket, type Ends } from '../../figures/drill.ts';
import type { Figure } from '../../figures/figure.ts';
import { write, writeN } from '../../figures/reading.ts';
import { useOpens } from '../../figures/use-opens.ts';
import { useView } from '../../view/use-view.ts';
import { placeOf, weekHourAt, weekHourName } from './week-hours.ts';
import { readingOf, type Measure } from './staffing-search.ts';
import type { HourCell } from './use-staffing.ts';
import { ValueRow, valueRowLook } from './value-row.tsx';

type Series = Schema<'TimeSeriesResponse'>;

export const panelHeight = 'h-[17rem]';

/** The hour that is open: each of its dates in the window, which together are the cell. A date opens its sessions. */
export function HourPanel({ cell, measure, window }: { cell: HourCell; measure: Measure; window: Ends }) {
  const { zone } = useView();
  const { figure } = readingOf(measure);
  const { from, to } = window;
  const query = useRead(
    '/timeseries',
    { query: { from, to, granularity: 'hour', tz: zone, metrics: figure.series.metrics } },
    { freshness: 'still' },
  );
  return (
    <Panel title={weekHourName(cell)} query={query} height={panelHeight}>
      {(answer) => <Dates answer={answer} cell={cell} measure={measure} />}
    </Panel>
  );
}

/** What stands there until an hour is chosen. */
export function NoHour() {
  return (
    <section className="panel">
      <div className="h-[19.75rem]">
        <EmptyState title="No hour chosen">
          Choose an hour of the map to see its dates, and the chats of each.
        </EmptyState>
      </div>
    </section>
  );
}

function Dates({
  answer: { data },
  cell,
  measure,
}: {
  answer: Answer<Series>;
  cell: HourCell;
  measure: Measure;
}) {
  const { figure, of } = readingOf(measure);
  const opens = useOpens()(figure);
  const places = placesOf(data.buckets, 'hour', data, data.tz);
  const dates = data.buckets.flatMap((bucket, at) =>
    placeOf(weekHourAt(bucket.start, data.tz)) === placeOf(cell) ? [{ bucket, place: places[at] }] : [],
  );
  const largest = Math.max(...dates.map(({ bucket }) => of(bucket) ?? 0), 1e-9);
  const n = dates.reduce((sum, { bucket }) => sum + figure.series.n(bucket), 0);
  return (
    <div className="flex h-full flex-col px-2 pb-2">
      <p className="figures px-2 text-ink-2" data-hour-n={n}>
        {!isCount(figure) && (
          <strong className="mr-2 font-semibold text-ink">{write(figure.format, cell.value)}</strong>
        )}
        {`${writeN(figure, n)} on ${dates.length} ${dates.length === 1 ? 'date' : 'dates'}`}
      </p>
      <ul className="mt-1 min-h-0 flex-1 overflow-auto" aria-label="Dates">
        {dates.toReversed().map(({ bucket, place }) => {
          const row = (
            <ValueRow
              name={
                <>
                  {place?.title}
                  {place?.isPartial === true && <span className="text-ink-3"> · partly</span>}
                </>
              }
              share={(of(bucket) ?? 0) / largest}
            >
              {write(figure.format, of(bucket))}
              {isCount(figure) ? null : (
                <span className="ml-2 font-normal text-ink-3">{writeN(figure, figure.series.n(bucket))}</span>
              )}
            </ValueRow>
          );
          return (
            <li key={bucket.start} data-date={bucket.start} data-n={figure.series.n(bucket)}>
              {opens ? (
                <Link
                  to="/sessions"
                  search={drillSearch(measure.figureKey, endsOfBucket(bucket, data))}
                  className={valueRowLook}
                >
                  {row}
                </Link>
              ) : (
                <div className={valueRowLook}>{row}</div>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const isCount = ({ format }: Figure): boolean => format === 'count';
