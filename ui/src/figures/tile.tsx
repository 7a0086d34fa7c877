import { Link } from '@tanstack/react-router';
import { Sparkline } from '../charts/sparkline.tsx';
import { nothing } from '../format/numbers.ts';
import { figures, type FigureKey } from './catalog.ts';
import { Delta } from './delta.tsx';
import { drillSearch, type TakenOver } from './drill.ts';
import type { Figure } from './figure.ts';
import { FigureHint } from './figure-hint.tsx';
import { readFigure, write, writeN, type Reading } from './reading.ts';
import type { Sources } from './figure.ts';
import { useOpens } from './use-opens.ts';

/**
 * One figure: its value, how it changed and developed, and what it rests on. The whole tile opens the sessions
 * behind it, where a list is exactly that.
 */
export function Tile({
  figureKey,
  sources,
  trend,
  asOf,
  hasFailed,
}: {
  figureKey: FigureKey;
  sources: Partial<Sources>;
  /** Whether its answer did not come. */
  hasFailed: boolean;
  /** The values of its sparkline. */
  trend: (number | null)[];
  asOf: Date | undefined;
}) {
  const figure: Figure = figures[figureKey];
  const opens = useOpens();
  const window: TakenOver | undefined = sources[figure.source];
  const reading = readFigure(figure, sources);
  const body = <TileBody figure={figure} reading={reading} trend={trend} hasFailed={hasFailed} />;
  if (window === undefined || reading === undefined) return <div className={shape}>{body}</div>;
  return (
    <FigureHint figure={figure} n={reading.n} asOf={asOf}>
      {opens(figure) ? (
        <Link
          to="/sessions"
          search={drillSearch(figureKey, window)}
          data-figure={figureKey}
          className={`${shape} block transition-colors hover:border-line-strong`}
        >
          {body}
        </Link>
      ) : (
        <button type="button" data-figure={figureKey} className={`${shape} cursor-help text-left`}>
          {body}
        </button>
      )}
    </FigureHint>
  );
}

const shape = 'panel h-[8rem] p-3 sm:h-[7.25rem] sm:p-4';

function TileBody({
  figure,
  reading,
  trend,
  hasFailed,
}: {
  figure: Figure;
  reading: Reading | undefined;
  trend: (number | null)[];
  hasFailed: boolean;
}) {
  return (
    <span className="flex h-full flex-col">
      <span className="flex items-baseline justify-between gap-2">
        <span className="truncate font-medium text-ink-2">{figure.label}</span>
        <span className="max-sm:hidden">
          <Delta change={reading?.change} />
        </span>
      </span>
      {reading === undefined && hasFailed && <span className="mt-2 text-small text-bad">Not loaded</span>}
      {reading === undefined && !hasFailed && <span className="skeleton mt-2 h-7 w-24" aria-busy="true" />}
      {reading !== undefined && (
        <>
          <span className="mt-0.5 flex items-end justify-between gap-3">
            <span
              className="figures truncate text-heading font-semibold sm:text-figure tracking-tight"
              data-value={reading.value ?? ''}
            >
              {write(figure.format, reading.value)}
            </span>
            {figure.series !== undefined && (
              <span className="shrink-0 max-sm:hidden">
                <Sparkline values={trend} />
              </span>
            )}
          </span>
          <span className="leading-none sm:hidden">
            <Delta change={reading.change} />
          </span>
          <span className="figures mt-auto line-clamp-2 text-small text-ink-3 sm:line-clamp-1">
            {quietLine(figure, reading)}
          </span>
        </>
      )}
    </span>
  );
}

/** Under the value: the figure beside it, what it rests on, and what it was before. */
function quietLine(figure: Figure, { beside, n, value, previous }: Reading): string {
  const countsItself = figure.format === 'count' && n === value;
  const before =
    previous === undefined || previous === null ? undefined : `was ${write(figure.format, previous)}`;
  return (
    [beside, countsItself ? undefined : writeN(figure, n), before]
      .filter((part) => part !== undefined)
      .join(' · ') || nothing
  );
}
