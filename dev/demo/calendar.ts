import type { Random } from '../data/random.ts';

/** Weight of each hour of a day, by the clocks of this machine. */
const hourWeights = [1, 1, 0, 0, 0, 1, 2, 6, 14, 20, 23, 22, 18, 19, 22, 23, 21, 17, 13, 11, 9, 7, 4, 2];
/** Weight of each day, Sunday first. */
const dayWeights = [0.45, 1.25, 1.1, 1, 1, 0.95, 0.6];
const chatsPerWeight = 0.15;
/** The last hours are at least this busy, so that a demo that is started at night is awake. */
const awake = { hours: 3, weight: 14 };

const hourMs = 3_600_000;
const tuesday = 2;

/** When a demo chat was opened. */
export interface Opening {
  /** Milliseconds since 1970. */
  at: number;
  /** How busy that hour is: 1 is the busiest of a usual day. */
  rush: number;
  /** Card payments failed at the time. */
  isOutage: boolean;
}

/**
 * When chats were opened, oldest first, with the rhythm of working days. On the last Tuesday before today card payments
 * failed from 9 to 15, and more than twice as many customers wrote.
 *
 * @param now milliseconds since 1970
 */
export function* openings(random: Random, now: number, days: number): Generator<Opening, void> {
  const bad = new Date(now);
  do bad.setDate(bad.getDate() - 1);
  while (bad.getDay() !== tuesday);
  const firstHour = Math.floor(now / hourMs) - days * 24;
  for (let hour = firstHour; hour * hourMs < now; hour += 1) {
    const time = new Date(hour * hourMs);
    const isOutage =
      time.toDateString() === bad.toDateString() && time.getHours() >= 9 && time.getHours() < 15;
    const usual = (hourWeights[time.getHours()] ?? 1) * (dayWeights[time.getDay()] ?? 1);
    const isRecent = hour * hourMs > now - awake.hours * hourMs;
    // A little more from week to week.
    const growth = 0.85 + (0.3 * (hour - firstHour)) / (days * 24);
    const weight = (isRecent ? Math.max(usual, awake.weight) : usual) * growth * (isOutage ? 2.4 : 1);
    const expected = weight * chatsPerWeight * (0.8 + 0.4 * random.unit());
    const count = Math.floor(expected) + Number(random.chance(expected % 1));
    const times = Array.from({ length: count }, () => Math.floor((hour + random.unit()) * hourMs));
    for (const at of times.sort((a, b) => a - b)) yield { at, rush: weight / 27, isOutage };
  }
}
