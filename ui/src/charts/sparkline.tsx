import { line } from 'd3-shape';

const size = { width: 96, height: 28 };
const inset = 2;

/** A line without axes, beside a number that says how much it is. From zero, like every chart. */
export function Sparkline({ values }: { values: (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  const max = Math.max(...known, 0);
  if (known.length < 2 || max === 0) return <span className="block h-7 w-24" />;
  const x = (at: number): number => inset + (at * (size.width - 2 * inset)) / (values.length - 1);
  const y = (value: number): number => size.height - inset - (value * (size.height - 2 * inset)) / max;
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, at) => x(at))
    .y((value) => y(value ?? 0));
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg width={size.width} height={size.height} aria-hidden="true" className="block">
      <path
        d={path(values) ?? ''}
        fill="none"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        className="stroke-chart-1"
      />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={2} className="fill-chart-1" />
    </svg>
  );
}
