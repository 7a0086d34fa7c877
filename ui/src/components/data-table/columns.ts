import type { ReactNode } from 'react';

/** One column of a table. */
export interface Column<Row> {
  key: string;
  label: string;
  /** The least width in pixels. What is left over goes to the columns by `grow`. */
  width: number;
  grow?: number;
  align?: 'end';
  /** What the column means, on hover and focus of its header. */
  hint?: string;
  /** 1 is always there; higher ones give way first where room is short. */
  priority: number;
  cell: (row: Row) => ReactNode;
  /** The value in a CSV file; without it, the column is not in the file. */
  csv?: (row: Row) => string | number | null | undefined;
  /** The id behind a name, for a column of its own in the file: `agent_id` beside `agent`. */
  csvId?: (row: Row) => string | null;
  /** What the table sorts by, where the caller allows sorting. */
  sort?: (row: Row) => string | number | null;
}

export const rowHeight = 40;
/** A row's padding at its sides, and the room between its cells. */
const sides = 32;
const gap = 16;

/** The columns that fit, in their order: those of lower priority numbers first. */
export function fitting<Row>(columns: Column<Row>[], width: number): Column<Row>[] {
  let left = width - sides;
  const kept = new Set<string>();
  for (const { key, width: own, priority } of columns.toSorted((a, b) => a.priority - b.priority)) {
    if (priority > 1 && own > left) break;
    kept.add(key);
    left -= own + gap;
  }
  return columns.filter(({ key }) => kept.has(key));
}

/** Those columns as grid tracks. */
export const tracksOf = <Row>(columns: Column<Row>[]): string =>
  columns
    .map(({ width, grow = 0 }) => (grow === 0 ? `${width}px` : `minmax(${width}px, ${grow}fr)`))
    .join(' ');

export interface Sorting {
  key: string;
  direction: 'ascending' | 'descending';
}

/** Rows in the order of a column; rows without a value come last in both directions. */
export function sorted<Row>(rows: Row[], columns: Column<Row>[], sorting: Sorting | undefined): Row[] {
  const by = columns.find(({ key }) => key === sorting?.key)?.sort;
  if (by === undefined || sorting === undefined) return rows;
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [x, y] = [by(a), by(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    if (typeof x === 'string' && typeof y === 'string') return sign * x.localeCompare(y);
    return sign * (Number(x) - Number(y));
  });
}

/** The next state of a header that is pressed: largest first, smallest first, the original order. */
export function nextSorting(current: Sorting | undefined, key: string): Sorting | undefined {
  if (current?.key !== key) return { key, direction: 'descending' };
  return current.direction === 'descending' ? { key, direction: 'ascending' } : undefined;
}
