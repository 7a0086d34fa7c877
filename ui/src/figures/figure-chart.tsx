import { Download, Table2, ChartLine as ChartIcon } from 'lucide-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ChartTable } from '../charts/chart-table.tsx';
import { TimeSeriesChart } from '../charts/time-series-chart.tsx';
import type { ChartData } from '../charts/series.ts';
import type { Schema } from '../api/client.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Panel, type PanelQuery } from '../components/panel.tsx';
import { downloadCsv, toCsv } from '../format/csv.ts';
import { useView } from '../view/use-view.ts';
import { figures, type FigureKey } from './catalog.ts';
import { chartOf } from './chart-data.ts';
import { drillSearch, endsOfBucket } from './drill.ts';
import type { Figure } from './figure.ts';
import { FigureHint } from './figure-hint.tsx';
import { useOpens } from './use-opens.ts';

type Series = Schema<'TimeSeriesResponse'>;

const chartHeight = 204;

/** How a figure develops: a chart or the same as a table. Each place opens its sessions, where there is a list of them. */
export function FigureChart({
  figureKey,
  query,
  before,
}: {
  figureKey: FigureKey;
  query: PanelQuery<Series>;
  /** The series of the window before. */
  before: Series | undefined;
}) {
  const [isTable, setTable] = useState(false);
  const view = useView();
  const navigate = useNavigate();
  const figure: Figure = figures[figureKey];
  const series = query.data?.data;
  const openBucket = (at: number) => {
    const bucket = series?.buckets[at];
    if (series === undefined || bucket === undefined) return;
    void navigate({
      to: '/sessions',
      search: drillSearch(figureKey, { ...endsOfBucket(bucket, series), agent_id: series.agent_id }),
    });
  };
  const opens = useOpens()(figure) ? { onOpen: openBucket } : {};

  return (
    <Panel
      query={query}
      height="h-[13.5rem]"
      title={
        <FigureHint figure={figure} n={undefined} asOf={query.data?.generatedAt}>
          <button type="button" className="cursor-help font-semibold">
            {figure.label}
          </button>
        </FigureHint>
      }
      actions={
        <span className="no-print -mr-2 flex">
          {isTable && series !== undefined && (
            <Button
              kind="ghost"
              className="min-h-7 text-small"
              onClick={() =>
                downloadCsv(`${figureKey}.csv`, csvOf(series, chartOf(figure, series, before, view)))
              }
            >
              <Download size={13} aria-hidden="true" /> CSV
            </Button>
          )}
          <Button kind="ghost" className="min-h-7 text-small" onClick={() => setTable(!isTable)}>
            {isTable ? <ChartIcon size={13} aria-hidden="true" /> : <Table2 size={13} aria-hidden="true" />}
            {isTable ? 'Chart' : 'Table'}
            <span className="sr-only"> of {figure.label}</span>
          </Button>
        </span>
      }
    >
      {({ data }) => {
        const chart = chartOf(figure, data, before, view);
        return isTable ? (
          <div
            className="h-full overflow-auto"
            role="region"
            aria-label={`Table of ${figure.label}`}
            tabIndex={0}
          >
            <ChartTable data={chart} {...opens} />
          </div>
        ) : isEmpty(chart) ? (
          <EmptyState title="Nothing to measure">
            No chat in this range has this figure. Choose a longer range.
          </EmptyState>
        ) : (
          <div className="px-2 pt-1">
            <TimeSeriesChart data={chart} height={chartHeight} {...opens} />
          </div>
        );
      }}
    </Panel>
  );
}

/** Whether no bucket has a value: there is no line to draw. */
const isEmpty = ({ lines, previous }: ChartData): boolean =>
  [...lines, ...(previous ? [previous] : [])].every(({ values }) => values.every((value) => value === null));

const csvOf = ({ buckets }: Series, { lines, previous }: ChartData): string => {
  const columns = [...lines, ...(previous ? [previous] : [])];
  return toCsv(
    ['start', 'end', ...columns.map(({ label }) => label)],
    buckets.map(({ start, end }, at) => [start, end, ...columns.map(({ values }) => values[at])]),
  );
};
