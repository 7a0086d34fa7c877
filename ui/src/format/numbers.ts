/** Numbers by the reader's locale. `undefined` as a locale is the browser's. */
type Locale = string | undefined;

/** What stands where there is nothing to take a figure over. */
export const nothing = '–';

export const formatCount = (value: number, locale?: Locale): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);

/** A count in little room: 4.6M. */
export const formatCompact = (value: number, locale?: Locale): string =>
  new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value);

export const formatDecimal = (value: number, digits: number, locale?: Locale): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );

/** @param value in percent, as the API has it: 92.6 */
export const formatPercent = (value: number, locale?: Locale): string =>
  new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0,
  }).format(value / 100);

/** A change, with its sign: +5.9 %, −12 %. Under a tenth of a percent it is 0 %. */
export const formatChange = (percent: number, locale?: Locale): string =>
  new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: Math.abs(percent) < 10 ? 1 : 0,
  }).format(percent / 100);

/** A difference in percentage points, with its sign. */
export const formatPoints = (points: number, locale?: Locale): string =>
  `${new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(points)} pts`;

export function formatBytes(bytes: number, locale?: Locale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}
