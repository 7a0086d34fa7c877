import { PageHeader } from '../../app/page-header.tsx';
import { AsOf } from '../../components/as-of.tsx';
import type { FigureKey } from '../../figures/catalog.ts';
import { FigureChart } from '../../figures/figure-chart.tsx';
import { PartsPanel } from '../../figures/parts-panel.tsx';
import { ScopeNote } from '../../figures/scope-note.tsx';
import { Tiles } from '../../figures/tiles.tsx';
import { useSeries } from '../../figures/use-series.ts';
import { useSources } from '../../figures/use-sources.ts';
import { useView } from '../../view/use-view.ts';
import { ViewBar } from '../../view/view-bar.tsx';
import { LowRatings } from './low-ratings.tsx';
import { shown, tiles } from './satisfaction-figures.ts';

const ratings: FigureKey[] = ['rated5', 'rated4', 'rated3', 'rated2', 'rated1'];
const charts: FigureKey[] = ['satisfaction', 'meanRating', 'responseRate'];

/** How customers rate: how many stars, how that develops, how many rate at all, and what the unhappy ones say. */
export function SatisfactionPage() {
  const { window, isCompared } = useView();
  const { queries, sources } = useSources(shown, window, { freshness: 'figures', isCompared });
  const { series, before } = useSeries(shown);
  return (
    <>
      <PageHeader title="Satisfaction">
        <ViewBar />
      </PageHeader>
      <ScopeNote />
      <div className="mb-3">
        <AsOf query={queries.satisfaction} />
      </div>
      <Tiles keys={tiles} queries={queries} sources={sources} series={series.data?.data} />
      <div className="grid gap-3 xl:grid-cols-2">
        <PartsPanel
          title="Ratings"
          keys={ratings}
          height="h-[13.5rem]"
          query={queries.satisfaction}
          sources={sources}
        />
        {charts.map((key) => (
          <FigureChart key={key} figureKey={key} query={series} before={before} />
        ))}
        <div className="xl:col-span-2">
          <LowRatings answer={queries.satisfaction.data?.data} />
        </div>
      </div>
    </>
  );
}
