import { write } from '../figures/reading.ts';
import { swatchColors } from './chart-lines.tsx';
import type { ChartData } from './series.ts';

/** What a place of a chart says, in one line. */
export function tellPlace({ places, lines, previous, format, note }: ChartData, at: number): string {
  const place = places[at];
  const told = [...lines, ...(previous ? [previous] : [])].map(
    ({ label, values }) => `${label} ${write(format, values[at])}`,
  );
  const title = place === undefined ? '' : `${place.title}${place.isPartial ? ', partly' : ''}`;
  return [`${title}: ${told.join(', ')}`, note?.(at)].filter(Boolean).join(', ');
}

/** The chosen place of a chart, beside it. Screen readers are told by the chart itself. */
export function ChartTooltip({
  data,
  at,
  x,
  width,
  canOpen,
}: {
  data: ChartData;
  at: number;
  x: number;
  width: number;
  canOpen: boolean;
}) {
  const { places, lines, previous, format, note } = data;
  const isRight = x > width / 2;
  return (
    <div
      aria-hidden="true"
      className="popup figures pointer-events-none absolute top-1 z-10 w-max max-w-60 px-3 py-2 text-small"
      style={isRight ? { right: width - x + 12 } : { left: x + 12 }}
    >
      <p className="font-medium">
        {places[at]?.title}
        {places[at]?.isPartial === true && <span className="font-normal text-ink-3"> · partly</span>}
      </p>
      <dl className="my-1 grid grid-cols-[auto_1fr_auto] items-center gap-x-2">
        {lines.map(({ label, values }, index) => (
          <Row
            key={label}
            swatch={swatchColors[index] ?? ''}
            label={label}
            value={write(format, values[at])}
          />
        ))}
        {previous !== undefined && (
          <Row swatch="bg-chart-quiet" label={previous.label} value={write(format, previous.values[at])} />
        )}
      </dl>
      <p className="text-ink-3">
        {[note?.(at), canOpen ? 'click to open' : undefined].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

function Row({ swatch, label, value }: { swatch: string; label: string; value: string }) {
  return (
    <>
      <span className={`h-0.5 w-3 rounded-full ${swatch}`} />
      <dt className="text-ink-2">{label}</dt>
      <dd className="pl-4 text-right font-medium">{value}</dd>
    </>
  );
}
