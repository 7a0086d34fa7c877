import { PageHeader } from '../../app/page-header.tsx';
import { AsOf } from '../../components/as-of.tsx';
import type { FigureKey } from '../../figures/catalog.ts';
import { FigureChart } from '../../figures/figure-chart.tsx';
import { PartsPanel } from '../../figures/parts-panel.tsx';
import { Tiles } from '../../figures/tiles.tsx';
import { useSeries } from '../../figures/use-series.ts';
import { useSources } from '../../figures/use-sources.ts';
import { useView } from '../../view/use-view.ts';
import { ViewBar } from '../../view/view-bar.tsx';
import { shown, tiles } from './messages-figures.ts';

const types: FigureKey[] = ['texts', 'files', 'images'];
const states: FigureKey[] = ['read', 'delivered', 'sent'];

/** How much is written, what, and whether it arrives. Nothing opens: no list of chats is exactly these messages. */
export function MessagesPage() {
  const { window, isCompared } = useView();
  const { queries, sources } = useSources(shown, window, { freshness: 'figures', isCompared });
  const { series, before } = useSeries(shown);
  const parts = { query: queries.messages, sources };
  return (
    <>
      <PageHeader title="Messages">
        <ViewBar />
      </PageHeader>
      <div className="mb-3">
        <AsOf query={queries.messages} />
      </div>
      <Tiles keys={tiles} queries={queries} sources={sources} series={series.data?.data} />
      <div className="grid gap-3 xl:grid-cols-2">
        <div className="xl:col-span-2">
          <FigureChart figureKey="messages" query={series} before={before} />
        </div>
        <PartsPanel title="Types" keys={types} height="h-[8rem]" {...parts} />
        <PartsPanel title="Delivery" keys={states} height="h-[8rem]" {...parts} />
      </div>
    </>
  );
}
