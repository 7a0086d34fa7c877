import { downloadCsv, toCsv } from '../../format/csv.ts';
import type { Column } from './columns.ts';

/** Saves rows as a CSV file, with every column that has a value for it, shown or not. */
export function saveRows<Row>(
  fileName: string,
  columns: Column<Row>[],
  rows: Row[],
  idOf: (row: Row) => string,
): void {
  const written = columns.flatMap(({ key, csv, csvId }) => [
    ...(csv === undefined ? [] : [{ key, csv }]),
    ...(csvId === undefined ? [] : [{ key: `${key}_id`, csv: csvId }]),
  ]);
  const csv = toCsv(
    ['id', ...written.map(({ key }) => key)],
    rows.map((row) => [idOf(row), ...written.map((column) => column.csv(row))]),
  );
  downloadCsv(fileName, csv);
}
