import { scaleQuantile } from 'd3-scale';

/** Values that share a shade: the smallest and the largest of them. */
export interface Step {
  /** 1 to 5, darker for more. */
  shade: number;
  from: number;
  to: number;
}

const shades = [1, 2, 3, 4, 5];

/**
 * Parts values into up to five shades with about as many values each, so that one busy hour does not make all others
 * look alike. Equal values never differ in shade.
 */
export function quantileSteps(values: number[]): Step[] {
  if (values.length === 0) return [];
  const cuts = scaleQuantile<number>().domain(values).range(shades).quantiles();
  const groups = Map.groupBy(values, (value) => cuts.filter((cut) => cut <= value).length);
  const ordered = [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
  return ordered.map((group, at) => ({
    shade: ordered.length === 1 ? 3 : 1 + Math.round((at * (shades.length - 1)) / (ordered.length - 1)),
    from: Math.min(...group),
    to: Math.max(...group),
  }));
}

/** The shade of one of those values. */
export const shadeOf = (steps: Step[], value: number): number =>
  steps.find(({ to }) => value <= to)?.shade ?? shades.length;
