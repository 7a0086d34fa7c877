import { milliseconds, perMillisecond } from './figures-arithmetic.ts';

/** Time zone calendars, derived only from the local time that Intl gives for an instant. In milliseconds. */

const perHour = 3_600_000;
const perDay = 24 * perHour;

export const granularities = ['hour', 'day', 'week', 'month'] as const;
export type Granularity = (typeof granularities)[number];

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const numeric = 'numeric';
  const clock = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone: zone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  clocks.set(zone, clock);
  return clock;
}

/** The UTC offset of a zone at an instant. */
export function offsetAt(zone: string, instant: number): number {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

const transitionsKnown = new Map<string, number[]>();

/** The instants in a UTC year at which the zone's offset changes. */
export function transitionsIn(zone: string, year: number): number[] {
  const known = transitionsKnown.get(`${zone} ${year}`);
  if (known !== undefined) return known;
  const found: number[] = [];
  const step = 6 * perHour;
  for (let end = Date.UTC(year) + step; end <= Date.UTC(year + 1); end += step) {
    let [before, after] = [end - step, end];
    const offset = offsetAt(zone, before);
    if (offsetAt(zone, after) === offset) continue;
    while (after - before > 1000) {
      const middle = Math.floor((before + after) / 2000) * 1000;
      if (offsetAt(zone, middle) === offset) before = middle;
      else after = middle;
    }
    found.push(after);
  }
  transitionsKnown.set(`${zone} ${year}`, found);
  return found;
}

/** A stretch with a constant UTC offset. */
interface Steady {
  since: number;
  until: number;
  offset: number;
}

function steadyStretches(zone: string, since: number, until: number): Steady[] {
  const [first, last] = [new Date(since).getUTCFullYear(), new Date(until).getUTCFullYear()];
  const moves = Array.from({ length: last - first + 1 }, (_, i) => transitionsIn(zone, first + i)).flat();
  const edges = [since, ...moves.filter((move) => since < move && move < until), until];
  return edges.slice(0, -1).map((edge, i) => ({
    since: edge,
    until: edges[i + 1] ?? until,
    offset: offsetAt(zone, edge),
  }));
}

/** The full local hours, and the offset changes that are not a whole number of hours. */
function hourEdges(stretches: readonly Steady[]): number[] {
  return stretches.flatMap(({ since, until, offset }, i) => {
    // An offset change starts a new hour, full or not.
    const edges = i === 0 ? [] : [since];
    const first = Math.ceil((since + offset) / perHour) * perHour - offset;
    for (let edge = first; edge < until; edge += perHour) if (!edges.includes(edge)) edges.push(edge);
    return edges;
  });
}

/** The period of a day, given in days since the epoch: the day itself, its week from Monday, or its month. */
function periodOf(granularity: Granularity, day: number): string {
  if (granularity === 'month') return new Date(day * perDay).toISOString().slice(0, 7);
  return String(granularity === 'week' ? Math.floor((day + 3) / 7) : day);
}

/** The first instant of each local day, week or month. */
function dateEdges(stretches: readonly Steady[], granularity: Granularity): number[] {
  const first = new Map<string, number>();
  for (const { since, until, offset } of stretches) {
    for (let day = Math.floor((since + offset) / perDay); day * perDay - offset < until; day += 1) {
      const period = periodOf(granularity, day);
      if (!first.has(period)) first.set(period, Math.max(since, day * perDay - offset));
    }
  }
  // Drop the first period, which started before the first stretch.
  return [...first.values()].slice(1);
}

export interface Bucket {
  /** Both in milliseconds; `end` is exclusive. */
  start: number;
  end: number;
  localStart: string;
}

/** The hours, days, weeks or months that overlap a window, whose ends are in microseconds. */
export function bucketsOf(granularity: Granularity, zone: string, since: bigint, until: bigint): Bucket[] {
  const around = 40 * perDay;
  const stretches = steadyStretches(zone, milliseconds(since) - around, milliseconds(until) + around);
  const edges = granularity === 'hour' ? hourEdges(stretches) : dateEdges(stretches, granularity);
  const first = edges.findLastIndex((edge) => BigInt(edge) * perMillisecond <= since);
  const last = edges.findIndex((edge) => BigInt(edge) * perMillisecond >= until);
  return edges.slice(first, last).map((start, i) => ({
    start,
    end: edges[first + i + 1] ?? Number.NaN,
    localStart: new Date(start + offsetAt(zone, start)).toISOString().slice(0, 19),
  }));
}

/** The local hour of the week: 0 is Monday 0:00. */
export function hourOfWeek(zone: string, microseconds: bigint): number {
  const instant = milliseconds(microseconds);
  const hours = Math.floor((instant + offsetAt(zone, instant)) / perHour);
  return (((hours + 3 * 24) % 168) + 168) % 168;
}
