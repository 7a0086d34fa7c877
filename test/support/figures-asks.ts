import { perHour } from './figures-arithmetic.ts';
import { granularities } from './figures-calendar.ts';
import { chatsOf } from './figures-chats.ts';
import { literal } from './figures-data.ts';
import type { Random } from './figures-random.ts';
import type { Tables } from './figures-rows.ts';
import type { SeriesQuestion } from './figures-series.ts';
import { between, lastHours, type Window } from './figures-window.ts';
import { agentMetrics, metrics } from './figures.ts';

/** Random valid requests. */

export const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Havana',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;

const perMinute = 60_000_000n;
const earliest = BigInt(Date.UTC(1900, 0, 2)) * 1000n;
/** A time without any rows. */
const quiet = BigInt(Date.UTC(2025, 5, 15)) * 1000n;
const latest = BigInt(Date.UTC(9998, 11, 30)) * 1000n;

/** Writes an instant in a random form that RFC 3339 allows, with random offset, case and number of digits. */
export function writtenAnyhow(random: Random): (instant: bigint) => string {
  return (instant) => {
    const minutes = random.pick([0, 0, 1, 60, 330, 345, 765, 840, 1439]) * random.pick([-1, 1]);
    const local = literal(instant + BigInt(minutes) * perMinute).slice(0, -1);
    const text = random.chance(0.5) ? local.replace(/\.?0+$/, '') : local;
    const size = Math.abs(minutes);
    const clock = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0')).join(':');
    const written = minutes === 0 ? `${text}Z` : `${text}${minutes < 0 ? '-' : '+'}${clock}`;
    return random.chance(0.2) ? written.toLowerCase() : written;
  };
}

const micros = (random: Random, low: number, high: number): bigint => BigInt(random.int(low, high));

/**
 * A stretch whose ends are at or right beside instants of rows; from a few microseconds to several months
 * long.
 */
function randomStretch(random: Random, tables: Tables): Window {
  /** The instants of sessions and messages, and of everything else that happened. */
  const rows: readonly bigint[] = random.pick([
    () => tables.sessions.map((session) => session.created_at),
    () => tables.messages.map((message) => message.created_at),
    () => chatsOf(tables).flatMap(({ items }) => items.map(({ at }) => BigInt(at))),
  ])();
  const beside = (): bigint => random.pick([0n, 0n, 0n, 1n, -1n, 999n, 1000n, -1000n]);
  const instant = (): bigint => (rows.length === 0 ? quiet : random.pick(rows) + beside());
  const lengths = [
    () => 1n,
    () => micros(random, 1, 9),
    () => micros(random, 1000, 9000),
    () => micros(random, 1, 3_600_000_000),
    () => micros(random, 1, 30 * 24 * 3600) * 1_000_000n,
    () => micros(random, 100 * 24, 366 * 24) * perHour,
    () => 366n * 24n * perHour,
  ];
  const since = instant();
  const other = instant();
  const isFar = other <= since || other - since > 366n * 24n * perHour;
  const until = isFar || random.chance(0.4) ? since + random.pick(lengths)() : other;
  if (since < earliest || until > latest) return lastHours(random.int(1, 720));
  return between(since, until, writtenAnyhow(random));
}

export const randomWindow = (random: Random, tables: Tables): Window =>
  random.chance(0.3)
    ? lastHours(random.pick([1, 2, 24, 168, 719, 720, random.int(1, 720)]))
    : randomStretch(random, tables);

/** @param agents the agents that the question may ask for */
export function randomSeries(random: Random, tables: Tables, agents: readonly string[]): SeriesQuestion {
  const agent = random.chance(0.3) && agents.length > 0 ? random.pick(agents) : undefined;
  const offered = agent === undefined ? metrics : agentMetrics;
  const window = randomWindow(random, tables);
  // By the hour, every metric fits into 39 days.
  const isLong = 'since' in window && window.until - window.since > 39n * 24n * perHour;
  const named = random.shuffled(offered).slice(0, random.int(1, offered.length));
  return {
    window,
    ...(random.chance(0.8) ? { granularity: random.pick(granularities.slice(isLong ? 1 : 0)) } : {}),
    ...(random.chance(0.9) ? { tz: random.pick(zones) } : {}),
    ...(random.chance(0.9) ? { metrics: random.chance(0.1) ? [...named, ...named] : named } : {}),
    ...(agent === undefined ? {} : { agent }),
  };
}
