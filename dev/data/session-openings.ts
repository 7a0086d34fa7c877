import { randomOf, type LiveSessions, type TrafficSize } from './traffic-size.ts';

/** Weight of each hour of a day; the last hour of the window is 3 to 4 pm. */
const hourWeights = [3, 2, 1, 1, 1, 2, 4, 8, 14, 20, 23, 22, 18, 19, 22, 23, 21, 17, 13, 12, 12, 11, 8, 5];
const lastHour = 15;
/** Weight of each day, Monday first; the last day of the window is a Thursday. */
const dayWeights = [1.2, 1.1, 1, 1, 0.95, 0.6, 0.5];
const lastDay = 3;

const hourMicroseconds = 3_600_000_000;
const secondMicroseconds = 1_000_000;

const clamp = (value: number, min: number, max: number): number => Math.max(min, Math.min(value, max));

/**
 * Places the sessions in the window: first the closed ones by time, with a daily and weekly rhythm, then the
 * active ones, then the waiting ones, oldest first.
 *
 * The rhythm counts back from the end of the window, not by the calendar. Otherwise the traffic would depend
 * on when the window ends.
 *
 * @returns microseconds relative to the end of the window, all below 0
 */
export function spreadOpenings(size: TrafficSize, live: LiveSessions): Float64Array {
  const closed = size.sessions - live.waiting - live.active;
  const random = randomOf(size, 'openings');
  const openings = new Float64Array(size.sessions);
  const hours = size.days * 24;
  const weights = Array.from({ length: hours }, (_, hour) => {
    const back = hours - 1 - hour;
    const hourOfDay = (((lastHour - back) % 24) + 24) % 24;
    const dayOfWeek = (((lastDay - Math.ceil((back - lastHour) / 24)) % 7) + 7) % 7;
    return (hourWeights[hourOfDay] ?? 1) * (dayWeights[dayOfWeek] ?? 1);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let hour = 0;
  let before = 0;
  for (let index = 0; index < closed; index++) {
    const target = ((index + random.unit()) / closed) * total;
    while (hour < hours - 1 && before + (weights[hour] ?? 0) <= target) before += weights[hour++] ?? 0;
    const within = clamp((target - before) / (weights[hour] ?? 1), 0, 1);
    const opening = Math.round((hour + within - hours) * hourMicroseconds);
    // A session that is closed by the end of the window needs a few minutes before it.
    openings[index] = Math.min(opening, -Math.round(random.whole(180, 600) * secondMicroseconds));
  }
  const openAges = (count: number, from: number, shortestSeconds: number): void => {
    for (let place = 0; place < count; place++) {
      const share = 1 - (place + 0.5) / count;
      const seconds = shortestSeconds * Math.exp(3.6 * share) * (0.97 + 0.06 * random.unit());
      openings[from + place] = -Math.round(seconds * secondMicroseconds);
    }
  };
  openAges(live.active, closed, 100);
  openAges(live.waiting, closed + live.active, 20);
  return openings;
}
