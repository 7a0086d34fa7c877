import { PageHeader } from '../../app/page-header.tsx';
import { StaleMark } from '../../components/panel.tsx';
import type { FigureKey } from '../../figures/catalog.ts';
import { FigureChart } from '../../figures/figure-chart.tsx';
import { ScopeNote } from '../../figures/scope-note.tsx';
import { Tiles } from '../../figures/tiles.tsx';
import { useSeries } from '../../figures/use-series.ts';
import { useSources } from '../../figures/use-sources.ts';
import { useView } from '../../view/use-view.ts';
import { ViewBar } from '../../view/view-bar.tsx';
import { NowStrip } from './now-strip.tsx';
import { shown, tiles } from './overview-figures.ts';

const charts: FigureKey[] = ['sessions', 'response', 'wait', 'handle', 'abandonment', 'satisfaction'];

/** Whether it gets better or worse: figures with the time before, and how they develop. */
export function OverviewPage() {
  const { window, isCompared } = useView();
  const { queries, sources } = useSources(shown, window, { freshness: 'figures', isCompared });
  const { series, before } = useSeries(shown);
  return (
    <>
      <PageHeader title="Overview">
        <ViewBar />
      </PageHeader>
      <ScopeNote />
      <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-2">
        <NowStrip answer={queries.overview.data} />
        <StaleMark query={queries.overview} />
      </div>
      <Tiles keys={tiles} queries={queries} sources={sources} series={series.data?.data} />
      <section aria-label="Over time" className="grid gap-3 xl:grid-cols-2">
        {charts.map((key) => (
          <FigureChart key={key} figureKey={key} query={series} before={before} />
        ))}
      </section>
    </>
  );
}
