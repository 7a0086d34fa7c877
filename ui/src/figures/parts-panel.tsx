import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { Panel, type PanelQuery } from '../components/panel.tsx';
import { downloadCsv, toCsv } from '../format/csv.ts';
import { formatPercent, nothing } from '../format/numbers.ts';
import { figures, type FigureKey } from './catalog.ts';
import { Delta } from './delta.tsx';
import { drillSearch, type Ends } from './drill.ts';
import type { Figure, Sources } from './figure.ts';
import { FigureHint } from './figure-hint.tsx';
import { shareOf } from './share-of.ts';
import { readFigure, write, type Reading } from './reading.ts';
import { useOpens } from './use-opens.ts';

interface Part {
  key: FigureKey;
  figure: Figure;
  reading: Reading;
  /** Of all parts together, in percent. */
  share: number | null;
}

function partsOf(keys: readonly FigureKey[], sources: Partial<Sources>): Part[] {
  const read = keys.flatMap((key) => {
    const reading = readFigure(figures[key], sources);
    return reading === undefined ? [] : [{ key, figure: figures[key] as Figure, reading }];
  });
  const whole = read.reduce((sum, { reading }) => sum + (reading.value ?? 0), 0);
  return read.map(({ key, figure, reading }) => ({
    key,
    figure,
    reading,
    share: shareOf(reading.value ?? 0, whole),
  }));
}

/** Counts that are the parts of a whole, as bars; each opens its sessions, where there is a list of them. */
export function PartsPanel<Data extends Ends>({
  title,
  keys,
  query,
  sources,
  height,
}: {
  title: string;
  /** The parts, in their order. */
  keys: readonly FigureKey[];
  /** The request that their answer comes from. */
  query: PanelQuery<Data>;
  sources: Partial<Sources>;
  /** A class, as a panel takes it. */
  height: string;
}) {
  const opens = useOpens();
  const parts = partsOf(keys, sources);
  const largest = Math.max(1, ...parts.flatMap(({ reading }) => [reading.value ?? 0, reading.previous ?? 0]));
  const save = () =>
    downloadCsv(
      `${title.toLowerCase().replaceAll(' ', '-')}.csv`,
      toCsv(
        ['part', 'count', 'before'],
        parts.map(({ figure, reading }) => [figure.label, reading.value, reading.previous]),
      ),
    );
  return (
    <Panel
      title={title}
      query={query}
      height={height}
      actions={
        <Button kind="ghost" className="no-print -mr-2 min-h-7 text-small" onClick={save}>
          <Download size={13} aria-hidden="true" /> CSV<span className="sr-only"> of {title}</span>
        </Button>
      }
    >
      {({ data, generatedAt }) => (
        <ul aria-label={title} className="flex flex-col gap-0.5 px-2 pt-1.5">
          {parts.map((part) => (
            <li key={part.key}>
              <FigureHint figure={part.figure} n={part.reading.n} asOf={generatedAt}>
                {opens(part.figure) ? (
                  <Link
                    to="/sessions"
                    search={drillSearch(part.key, data)}
                    data-part={part.key}
                    className={row}
                  >
                    <PartRow part={part} largest={largest} />
                  </Link>
                ) : (
                  <button type="button" data-part={part.key} className={`${row} cursor-help`}>
                    <PartRow part={part} largest={largest} />
                  </button>
                )}
              </FigureHint>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const row =
  'figures grid min-h-9 w-full grid-cols-[4.5rem_1fr_3.25rem_2.75rem_5rem] items-center max-sm:grid-cols-[4.5rem_1fr_3.25rem_2.75rem] gap-2 rounded-control px-2 text-left hover:bg-sunken';

function PartRow({ part: { figure, reading, share }, largest }: { part: Part; largest: number }) {
  const widthOf = (value: number): string => `${(100 * value) / largest}%`;
  return (
    <>
      <span className="text-ink-2">{figure.label}</span>
      <span className="relative block h-4" aria-hidden="true">
        <span className="absolute inset-0 rounded-small bg-sunken" />
        <span
          className="absolute inset-y-0 left-0 rounded-small bg-chart-1"
          style={{ width: widthOf(reading.value ?? 0) }}
        />
        {typeof reading.previous === 'number' && reading.previous > 0 && (
          <span
            className="absolute -inset-y-0.5 w-0.5 -translate-x-1/2 bg-ink-3 outline outline-surface"
            style={{ left: widthOf(reading.previous) }}
          />
        )}
      </span>
      <span className="text-right font-medium" data-value={reading.value ?? ''}>
        {write('count', reading.value)}
      </span>
      <span className="text-right text-small text-ink-3">
        {share === null ? nothing : formatPercent(share)}
      </span>
      <span className="text-right max-sm:hidden">
        <Delta change={reading.change} />
      </span>
    </>
  );
}
