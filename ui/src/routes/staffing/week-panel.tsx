import { Download, Grid3x3, Table2 } from 'lucide-react';
import type { Schema } from '../../api/client.ts';
import { useNow } from '../../components/age-mark.tsx';
import { Button } from '../../components/button.tsx';
import { Panel, type PanelQuery } from '../../components/panel.tsx';
import type { Figure } from '../../figures/figure.ts';
import { FigureHint } from '../../figures/figure-hint.tsx';
import { downloadCsv, toCsv } from '../../format/csv.ts';
import { useView } from '../../view/use-view.ts';
import { Legend } from './legend.tsx';
import type { WeekHour } from './staffing-search.ts';
import type { HourCell, Week } from './use-staffing.ts';
import { longWeekday, unevenWeekdays, weekHourAt } from './week-hours.ts';
import { WeekMap } from './week-map.tsx';
import { WeekTable } from './week-table.tsx';

/** The hours of a week, as a map or as a table. */
export function WeekPanel({
  query,
  week,
  figure,
  label,
  chosen,
  isTable,
  onTable,
  onOpen,
}: {
  query: PanelQuery<Schema<'HeatmapResponse'>>;
  week: Week | undefined;
  figure: Figure;
  label: string;
  chosen: WeekHour | undefined;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
  onOpen: (cell: HourCell) => void;
}) {
  const { zone } = useView();
  const now = weekHourAt(new Date(useNow(15_000)).toISOString(), zone);
  const uneven = week === undefined ? undefined : unevenWeekdays(week.cells.map(({ times }) => times));
  return (
    <Panel
      query={query}
      height={isTable ? 'h-[24.5rem]' : 'min-h-[24.5rem] max-lg:min-h-[51rem]'}
      title={
        <FigureHint figure={figure} n={week?.n} asOf={query.data?.generatedAt}>
          <button type="button" className="cursor-help text-left font-semibold">
            {label} by weekday and hour
          </button>
        </FigureHint>
      }
      actions={
        <span className="no-print -mr-2 flex">
          <Button
            kind="ghost"
            className="min-h-7 text-small"
            disabled={week === undefined}
            onClick={() => week !== undefined && downloadCsv('staffing.csv', csvOf(week, label))}
          >
            <Download size={13} aria-hidden="true" /> CSV
          </Button>
          <Button kind="ghost" className="min-h-7 text-small" onClick={() => onTable(!isTable)}>
            {isTable ? <Grid3x3 size={13} aria-hidden="true" /> : <Table2 size={13} aria-hidden="true" />}
            {isTable ? 'Map' : 'Table'}
          </Button>
        </span>
      }
    >
      {() =>
        week === undefined ? null : isTable ? (
          <WeekTable week={week} figure={figure} label={label} onOpen={onOpen} />
        ) : (
          <div className="flex flex-col gap-3 px-4 pt-2 pb-4">
            <WeekMap week={week} figure={figure} label={label} now={now} chosen={chosen} onOpen={onOpen} />
            <Legend week={week} format={figure.format} />
            <p className="min-h-4 text-micro text-ink-3">{uneven}</p>
          </div>
        )
      }
    </Panel>
  );
}

const csvOf = ({ cells }: Week, label: string): string =>
  toCsv(
    ['weekday', 'hour', label, 'n', 'before', 'dates'],
    cells.map((cell) => [longWeekday(cell.weekday), cell.hour, cell.value, cell.n, cell.before, cell.times]),
  );
