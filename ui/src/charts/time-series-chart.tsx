import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { ChartLines, dotColors } from './chart-lines.tsx';
import { ChartTooltip, tellPlace } from './chart-tooltip.tsx';
import { endLabels, spread } from './end-labels.ts';
import { axisOf, labelledPlaces } from './scale.ts';
import type { ChartData } from './series.ts';
import { useWidth } from './use-width.ts';

const margin = { top: 10, bottom: 26, left: 46 };
/** Room for one label below the axis. */
const tickRoom = 74;

/**
 * Lines over time. The pointer or the arrow keys choose a place, which is told in a tooltip and to screen readers;
 * a click or Enter opens it.
 */
export function TimeSeriesChart({
  data,
  height,
  onOpen,
}: {
  data: ChartData;
  height: number;
  onOpen?: (at: number) => void;
}) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState<number>();
  const hintId = useId();
  const { places, lines, previous, format } = data;
  const at = chosen !== undefined && chosen < places.length ? chosen : undefined;
  const labels = endLabels(data);
  const right = lines.length > 1 || previous !== undefined ? 72 : 14;
  const axis = axisOf(
    format,
    [...lines, ...(previous ? [previous] : [])].flatMap(({ values }) => values),
  );
  const inner = {
    width: Math.max(0, width - margin.left - right),
    height: height - margin.top - margin.bottom,
  };
  const x = (place: number): number =>
    margin.left + (places.length < 2 ? inner.width / 2 : (place * inner.width) / (places.length - 1));
  const y = (value: number): number => margin.top + inner.height * (1 - value / axis.max);

  const onPointerMove = (event: PointerEvent) => {
    const place =
      (event.clientX - event.currentTarget.getBoundingClientRect().left - margin.left) / inner.width;
    setChosen(Math.max(0, Math.min(places.length - 1, Math.round(place * (places.length - 1)))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = places.length - 1;
    const next = {
      ArrowRight: Math.min(last, at === undefined ? 0 : at + 1),
      ArrowLeft: Math.max(0, at === undefined ? last : at - 1),
      Home: 0,
      End: last,
    }[event.key];
    if (next !== undefined) setChosen(next);
    else if (event.key === 'Enter' && at !== undefined) onOpen?.(at);
    else return;
    event.preventDefault();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a chart is read like a slider
    <div
      ref={ref}
      role="group"
      aria-roledescription="chart"
      aria-label={data.name}
      aria-describedby={hintId}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- and with the keyboard
      tabIndex={0}
      className={`relative rounded-control ${onOpen === undefined ? '' : 'cursor-pointer'}`}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setChosen(undefined)}
      onBlur={() => setChosen(undefined)}
      onKeyDown={onKeyDown}
      onClick={() => at !== undefined && onOpen?.(at)}
    >
      <span id={hintId} className="sr-only">
        {`Arrow keys move from place to place${onOpen === undefined ? '' : ', Enter opens its sessions'}.`}
      </span>
      <span aria-live="polite" className="sr-only">
        {at === undefined ? '' : tellPlace(data, at)}
      </span>
      <svg width={width} height={height} aria-hidden="true" className="figures block text-micro">
        {axis.ticks.map(({ value, label }) => (
          <g key={value}>
            <line x1={margin.left} x2={width - right} y1={y(value)} y2={y(value)} className="stroke-grid" />
            <text x={margin.left - 8} y={y(value)} dy="0.32em" textAnchor="end" className="fill-ink-3">
              {label}
            </text>
          </g>
        ))}
        {labelledPlaces(places.length, inner.width / tickRoom).map((place) => (
          <text key={place} x={x(place)} y={height - 6} textAnchor="middle" className="fill-ink-3">
            {places[place]?.tick}
          </text>
        ))}
        {width > 0 && <ChartLines data={data} x={x} y={y} />}
        {spread(labels, y).map(({ text, color, top }) => (
          <text key={text} x={width - right + 8} y={top} dy="0.32em" className={`${color} font-medium`}>
            {text}
          </text>
        ))}
        {at !== undefined && (
          <g>
            <line
              x1={x(at)}
              x2={x(at)}
              y1={margin.top}
              y2={margin.top + inner.height}
              className="stroke-line-strong"
            />
            {lines.map(({ label, values }, index) => {
              const value = values[at] ?? null;
              if (value === null) return null;
              return (
                <circle
                  key={label}
                  cx={x(at)}
                  cy={y(value)}
                  r={4}
                  strokeWidth={2}
                  className={`stroke-surface ${dotColors[index]}`}
                />
              );
            })}
          </g>
        )}
      </svg>
      {at !== undefined && (
        <ChartTooltip data={data} at={at} x={x(at)} width={width} canOpen={onOpen !== undefined} />
      )}
    </div>
  );
}
