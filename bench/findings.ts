/** One line of the result table: a measurement and its reference. */
export interface Finding {
  /** Stable, so that programs can compare runs: `uncached/overview/720h/select-one`. */
  id: string;
  what: string;
  /** The median, in `unit`. */
  value: number;
  unit: 'ms' | 'requests/s' | 'waits' | 'kB' | 'frames';
  /** The reference that `value` is divided by, in the same unit. */
  against?: { what: string; value: number } | undefined;
  /** The limit for the ratio, or for `value` if there is no `against`. */
  budget?: { atMost: number } | { atLeast: number };
}

/** The machine-independent ratio; `undefined` if there is no reference. */
export const ratioOf = ({ value, against }: Finding): number | undefined =>
  against === undefined ? undefined : value / against.value;

/** @returns `undefined` if there is no budget */
export function isWithinBudget(finding: Finding): boolean | undefined {
  const { budget, value } = finding;
  if (budget === undefined) return undefined;
  const held = ratioOf(finding) ?? value;
  return 'atMost' in budget ? held <= budget.atMost : held >= budget.atLeast;
}

/** Units that are counted, not measured. */
const countedUnits = new Set<Finding['unit']>(['waits', 'frames']);

const digits = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);

function cells(finding: Finding): string[] {
  const { what, value, unit, against, budget } = finding;
  const ratio = ratioOf(finding);
  const within = isWithinBudget(finding);
  return [
    what,
    `${countedUnits.has(unit) ? value : digits(value)} ${unit}`,
    against === undefined ? '' : `${digits(against.value)} ${against.what}`,
    ratio === undefined ? '' : ratio.toFixed(2),
    budget === undefined ? '' : 'atMost' in budget ? `≤ ${budget.atMost}` : `≥ ${budget.atLeast}`,
    within === undefined ? '' : within ? 'ok' : 'OVER',
  ];
}

/** Formats all findings as a text table. */
export function formatTable(findings: readonly Finding[]): string {
  const rows = [['measured', 'median', 'against', 'ratio', 'budget', ''], ...findings.map(cells)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const isNumber = (column: number): boolean => column === 1 || column === 3;
  const line = (row: string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return rows.map((row, index) => (index === 1 ? `${rule}\n${line(row)}` : line(row))).join('\n');
}
