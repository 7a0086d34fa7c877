/** Instants as text: RFC 3339, UTC, microseconds, as PostgreSQL reads and writes them. */

/**
 * Converts an RFC 3339 instant with any offset and up to six decimals to UTC with microseconds.
 *
 * @returns undefined if the calendar has no such instant, or if it is outside the years 1900 to 9998, which leave
 *   room for the week around it and for the window before
 */
export function toUtcMicroseconds(text: string): string | undefined {
  const clock = text.slice(0, 19);
  const [, fraction = '', offset = ''] = /^(?:\.(\d+))?(.*)$/.exec(text.slice(19)) ?? [];
  const shifted = new Date(`${clock}${offset}`);
  if (!isOnCalendar(clock) || Number.isNaN(shifted.getTime())) return undefined;
  const year = shifted.getUTCFullYear();
  if (year < 1900 || year > 9998) return undefined;
  return `${shifted.toISOString().slice(0, 19)}.${fraction.padEnd(6, '0')}Z`;
}

/** Microseconds since the epoch. */
export const microsecondsOf = (text: string): bigint =>
  BigInt(Date.parse(`${text.slice(0, 19)}Z`)) * 1000n + BigInt(text.slice(20, 26));

/** True for an instant with microseconds that PostgreSQL can read: on the calendar, and not in the year 0. */
export const isUtcMicroseconds = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/.test(text) &&
  !text.startsWith('0000') &&
  isOnCalendar(text.slice(0, 19));

/** `Date` rolls over what the calendar lacks (30 February), so the same text must come back. */
function isOnCalendar(clock: string): boolean {
  const date = new Date(`${clock}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === clock;
}

/** An instant for the wire: RFC 3339, UTC, milliseconds. @param milliseconds since the epoch */
export const wireText = (milliseconds: number): string => new Date(milliseconds).toISOString();
