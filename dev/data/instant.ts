const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Parses an RFC 3339 instant (section 5.6). It accepts any offset, any number of fraction digits, T and Z in
 * either case, and a leap second only where one can occur (the end of a month in UTC). As in PostgreSQL, a
 * leap second becomes the next second. Digits past the microsecond are truncated, not rounded.
 *
 * @returns the same instant in UTC with six fraction digits, so that text order is time order; `undefined`
 *   for anything else, such as a day that does not exist or an instant outside the years 1 to 9999
 */
export function toMicrosecondInstant(text: string): string | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [, date = '', minutes = '', seconds = '', fraction = '', sign, offsetHours, offsetMinutes] = match;
  const isLeapSecond = seconds === '60';
  const local = `${date}T${minutes}:${isLeapSecond ? '59' : seconds}`;
  const localMs = Date.parse(`${local}Z`);
  // The parser turns 31 February into 3 March, so check that the result formats back to the input.
  if (Number.isNaN(localMs) || !new Date(localMs).toISOString().startsWith(local)) return undefined;

  const offsetMs = sign === undefined ? 0 : (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  const utcMs = localMs - (sign === '-' ? -offsetMs : offsetMs) + (isLeapSecond ? 1000 : 0);
  const utc = new Date(utcMs).toISOString();
  if (isLeapSecond && !/-01T00:00:00/.test(utc)) return undefined;
  // `toISOString` writes years outside 0 to 9999 with a sign and six digits; the year 0 is 1 BC.
  if (!/^\d{4}-/.test(utc) || utc.startsWith('0000')) return undefined;
  return `${utc.slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

/** Microseconds since 1970 of a result of `toMicrosecondInstant`; exact from 1685 to 2255. */
export function toEpochMicroseconds(instant: string): number {
  return Date.parse(`${instant.slice(0, 23)}Z`) * 1000 + Number(instant.slice(23, 26));
}

/** The inverse of `toEpochMicroseconds`. */
export function fromEpochMicroseconds(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = microseconds - milliseconds * 1000;
  return `${new Date(milliseconds).toISOString().slice(0, 23)}${String(rest).padStart(3, '0')}Z`;
}
