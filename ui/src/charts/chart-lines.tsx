import { area, line } from 'd3-shape';
import type { ChartData } from './series.ts';

/** The colours of a chart's lines, in order; each is told from the others by label too. */
export const lineColors = ['stroke-chart-1', 'stroke-chart-2', 'stroke-chart-3', 'stroke-chart-4'];
export const dotColors = ['fill-chart-1', 'fill-chart-2', 'fill-chart-3', 'fill-chart-4'];
export const swatchColors = ['bg-chart-1', 'bg-chart-2', 'bg-chart-3', 'bg-chart-4'];

interface Geometry {
  x: (at: number) => number;
  y: (value: number) => number;
}

type Point = [at: number, value: number | null];

/** The lines of a chart: what is only partly there is dashed, and so is the window before. */
export function ChartLines({ data, x, y }: { data: ChartData } & Geometry) {
  const path = line<Point>()
    .defined(([, value]) => value !== null)
    .x(([at]) => x(at))
    .y(([, value]) => y(value ?? 0));
  const filled = area<Point>()
    .defined(([, value]) => value !== null)
    .x(([at]) => x(at))
    .y0(y(0))
    .y1(([, value]) => y(value ?? 0));
  const { places, lines, previous } = data;
  const [only] = lines.length === 1 ? lines : [];
  const last = places.length - 1;
  const begins = places[0]?.isPartial === true && last > 0 ? 1 : 0;
  const ends = places[last]?.isPartial === true ? last - 1 : last;

  return (
    <g fill="none" strokeWidth={1.75} strokeLinejoin="round" strokeLinecap="round">
      {only !== undefined && (
        <path d={filled(pointsOf(only.values)) ?? ''} className="fill-chart-1 opacity-[0.07]" stroke="none" />
      )}
      {previous !== undefined && (
        <path
          d={path(pointsOf(previous.values.slice(0, places.length))) ?? ''}
          className="stroke-chart-quiet"
          strokeWidth={1.5}
          strokeDasharray="1 4"
        />
      )}
      {lines.map(({ label, values }, index) => {
        const points = pointsOf(values);
        const color = lineColors[index];
        return (
          <g key={label} className={color}>
            <path d={path(points.slice(begins, ends + 1)) ?? ''} />
            {begins > 0 && <path d={path(points.slice(0, 2)) ?? ''} strokeDasharray="4 4" />}
            {ends < last && ends >= 0 && <path d={path(points.slice(ends)) ?? ''} strokeDasharray="4 4" />}
            {points.filter(isAlone(values)).map(([at, value]) => (
              <circle
                key={at}
                cx={x(at)}
                cy={y(value ?? 0)}
                r={2.25}
                className={dotColors[index]}
                stroke="none"
              />
            ))}
          </g>
        );
      })}
    </g>
  );
}

const pointsOf = (values: (number | null)[]): Point[] => values.map((value, at) => [at, value]);

/** A value without neighbours would be a line of no length. */
const isAlone =
  (values: (number | null)[]) =>
  ([at, value]: Point): boolean =>
    value !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;
