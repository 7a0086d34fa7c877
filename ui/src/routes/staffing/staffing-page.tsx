import { Link, useNavigate } from '@tanstack/react-router';
import { PageHeader } from '../../app/page-header.tsx';
import { AsOf } from '../../components/as-of.tsx';
import { drillSearch } from '../../figures/drill.ts';
import { writeN } from '../../figures/reading.ts';
import { ScopeNote } from '../../figures/scope-note.tsx';
import { useOpens } from '../../figures/use-opens.ts';
import { useShortcut } from '../../keys/dispatch.ts';
import { ViewBar } from '../../view/view-bar.tsx';
import { HourPanel, NoHour } from './hour-panel.tsx';
import { MeasurePicker } from './measure-picker.tsx';
import {
  measureNames,
  weekHourOf,
  weekHourToText,
  type StaffingSearch,
  type WeekHour,
} from './staffing-search.ts';
import { TopHours } from './top-hours.tsx';
import { useStaffing } from './use-staffing.ts';
import { placeOf } from './week-hours.ts';
import { WeekPanel } from './week-panel.tsx';

/** When chats come, and when customers wait: the hours of a week, so that shifts fit them. */
export function StaffingPage() {
  const { search, measure, figure, query, week } = useStaffing();
  const navigate = useNavigate();
  const opens = useOpens();
  const chosen = weekHourOf(search.hour);
  const { label } = measure;
  const answer = query.data?.data;

  const change = (next: StaffingSearch) =>
    void navigate({
      to: '/staffing',
      search: (current) => ({ ...current, ...next }),
      replace: true,
      resetScroll: false,
    });
  const opened = chosen && week?.cells[placeOf(chosen)];
  const open = (hour: WeekHour) => {
    change({ hour: weekHourToText(hour) });
    document.querySelector('#hour')?.scrollIntoView({ block: 'nearest' });
  };
  const name = search.measure ?? 'sessions';
  const next = measureNames[(measureNames.indexOf(name) + 1) % measureNames.length];
  useShortcut('staffing.measure', () => change({ measure: next }));

  return (
    <>
      <PageHeader title="Staffing">
        <ViewBar />
      </PageHeader>
      <ScopeNote />
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <MeasurePicker name={name} onPick={(picked) => change({ measure: picked })} />
        <div className="flex items-center gap-3">
          {week !== undefined && answer !== undefined && (
            <span data-week-n={week.n} className="figures font-semibold">
              {opens(figure) ? (
                <Link
                  to="/sessions"
                  search={drillSearch(measure.figureKey, answer)}
                  className="hover:text-accent"
                >
                  {writeN(figure, week.n)}
                </Link>
              ) : (
                writeN(figure, week.n)
              )}
            </span>
          )}
          <AsOf query={query} />
        </div>
      </div>
      <div className="flex flex-col gap-3">
        <WeekPanel
          query={query}
          week={week}
          figure={figure}
          label={label}
          chosen={chosen}
          isTable={search.as === 'table'}
          onTable={(isTable) => change({ as: isTable ? 'table' : undefined })}
          onOpen={open}
        />
        <div id="hour" className="grid scroll-mt-20 gap-3 lg:grid-cols-2">
          {opened === undefined || answer === undefined ? (
            <NoHour />
          ) : (
            <HourPanel cell={opened} measure={measure} window={answer} />
          )}
          {week === undefined ? (
            <div className="panel h-[19.875rem]" />
          ) : (
            <TopHours week={week} figure={figure} label={label} onOpen={open} />
          )}
        </div>
      </div>
    </>
  );
}
