import { ProblemNote } from '../components/problem-note.tsx';
import type { Schema } from '../api/client.ts';
import { figures, type FigureKey } from './catalog.ts';
import { trendOf } from './chart-data.ts';
import type { Sources } from './figure.ts';
import { Tile } from './tile.tsx';
import type { SourceQueries, WindowSource } from './use-sources.ts';

/** Tiles of everybody's figures. If the answer of the first one does not come, its problem is shown in their place. */
export function Tiles({
  keys,
  queries,
  sources,
  series,
}: {
  keys: readonly FigureKey[];
  queries: SourceQueries;
  sources: Partial<Sources>;
  series: Schema<'TimeSeriesResponse'> | undefined;
}) {
  const queryOf = (key: FigureKey) => queries[figures[key].source as WindowSource];
  const hasFailed = (key: FigureKey): boolean => {
    const { data, error } = queryOf(key);
    return data === undefined && error !== null;
  };
  const [first] = keys;
  if (first !== undefined && hasFailed(first)) {
    const { error, refetch } = queryOf(first);
    return (
      <div className="panel mb-4 h-[15.25rem]">
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  const isOld = keys.some((key) => queryOf(key).isPlaceholderData);
  return (
    <section
      aria-label="Figures"
      aria-busy={isOld}
      className={`mb-4 grid grid-cols-2 gap-3 transition-opacity xl:grid-cols-4 ${isOld ? 'opacity-55' : ''}`}
    >
      {keys.map((key) => (
        <Tile
          key={key}
          figureKey={key}
          sources={sources}
          trend={trendOf(figures[key], series)}
          asOf={queryOf(key).data?.generatedAt}
          hasFailed={hasFailed(key)}
        />
      ))}
    </section>
  );
}
