const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Reads an instant as RFC 3339 writes it (section 5.6), with whatever offset and number of fraction digits, T and Z in
 * either case, a leap second only where one can be (the end of a month in UTC; it becomes the next instant,
 * as in PostgreSQL). Fraction digits past the microsecond are cut, not rounded.
 *
 * @returns the same instant in UTC with six fraction digits, which sorts as text in order of time; `undefined`
 *   for anything else: a day that no calendar has, an instant outside the years 1 to 9999
 */
export function toMicrosecondInstant(text: string): string | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [, date = '', minutes = '', seconds = '', fraction = '', sign, offsetHours, offsetMinutes] = match;
  const isLeapSecond = seconds === '60';
  const local = `${date}T${minutes}:${isLeapSecond ? '59' : seconds}`;
  const localMs = Date.parse(`${local}Z`);
  // The parser takes the 31st of February for the 3rd of March: what comes back must be what went in.
  if (Number.isNaN(localMs) || !new Date(localMs).toISOString().startsWith(local)) return undefined;

  const offsetMs = sign === undefined ? 0 : (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  const utcMs = localMs - (sign === '-' ? -offsetMs : offsetMs) + (isLeapSecond ? 1000 : 0);
  const utc = new Date(utcMs).toISOString();
  if (isLeapSecond && !/-01T00:00:00/.test(utc)) return undefined;
  // Years outside 0 to 9999 have a sign and six digits there; the year 0 is 1 BC.
  if (!/^\d{4}-/.test(utc) || utc.startsWith('0000')) return undefined;
  return `${utc.slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

/** Whole microseconds since 1970 of an instant that `toMicrosecondInstant` gave; exact from 1685 to 2255. */
export function toEpochMicroseconds(instant: string): number {
  return Date.parse(`${instant.slice(0, 23)}Z`) * 1000 + Number(instant.slice(23, 26));
}

/** The inverse of `toEpochMicroseconds`. */
export function fromEpochMicroseconds(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = microseconds - milliseconds * 1000;
  return `${new Date(milliseconds).toISOString().slice(0, 23)}${String(rest).padStart(3, '0')}Z`;
}
