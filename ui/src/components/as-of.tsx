import { formatSeconds } from '../format/dates.ts';
import { useView } from '../view/use-view.ts';
import { StaleMark, type PanelQuery } from './panel.tsx';

/** When the figures of a page were true, and whether they could not be renewed since. Has its height from the start. */
export function AsOf({ query }: { query: PanelQuery<unknown> }) {
  const { zone } = useView();
  const at = query.data?.generatedAt;
  return (
    <div className="flex min-h-5 flex-wrap items-center gap-x-4 text-small text-ink-3">
      <span className="figures">{at === undefined ? '' : `as of ${formatSeconds(at, zone)}`}</span>
      <StaleMark query={query} />
    </div>
  );
}
