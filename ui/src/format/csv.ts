/** What a spreadsheet would run as a formula, when a cell begins with it. */
const formulaStart = /^[=+\-@\t\r]/;

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** One cell: a formula is defused by an apostrophe, which spreadsheets don't show. */
export function csvCell(value: string | number | boolean | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = formulaStart.test(text) && !isNumber(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A CSV file (RFC 4180): a line of names, then one line a row. */
export const toCsv = (names: string[], lines: (string | number | boolean | null | undefined)[][]): string =>
  [names, ...lines].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');

/** Hands a CSV file to the browser's downloads. */
export function downloadCsv(fileName: string, csv: string): void {
  // The mark makes spreadsheets read it as UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
