/** Formats instants that the database returned. Nothing here reads a clock. */

const dayMs = 86_400_000;

/** The time of day: with milliseconds and UTC's `Z`, or as a clock shows it. */
const timeOfDay = {
  wire: (sinceMidnight: number): string => new Date(sinceMidnight).toISOString().slice(11),
  clock: (sinceMidnight: number): string => new Date(sinceMidnight).toISOString().slice(11, 19),
};

/** Formats each date and each time of day once: the instants of a series have most of them in common. */
function write(instants: readonly number[], timeOf: (sinceMidnight: number) => string): string[] {
  const dates = new Map<number, string>();
  const times = new Map<number, string>();
  return instants.map((instant) => {
    const day = Math.floor(instant / dayMs);
    const sinceMidnight = instant - day * dayMs;
    let date = dates.get(day);
    if (date === undefined) dates.set(day, (date = new Date(day * dayMs).toISOString().slice(0, 11)));
    let time = times.get(sinceMidnight);
    if (time === undefined) times.set(sinceMidnight, (time = timeOf(sinceMidnight)));
    return date + time;
  });
}

/**
 * Many instants as answers show them: RFC 3339, UTC.
 *
 * @param instants milliseconds since the epoch
 */
export const wireInstantsOf = (instants: readonly number[]): string[] => write(instants, timeOfDay.wire);

/**
 * What clocks show, as `YYYY-MM-DDTHH:MM:SS`.
 *
 * @param walls milliseconds, as if they showed UTC
 */
export const wallClocks = (walls: readonly number[]): string[] => write(walls, timeOfDay.clock);

/**
 * The hour of the week that clocks show, from Monday 0 to Sunday 23: 0 to 167.
 *
 * @param wall milliseconds, as if they showed UTC
 */
export function hourOfWeek(wall: number): number {
  const clock = new Date(wall);
  // getUTCDay counts from Sunday.
  return ((clock.getUTCDay() + 6) % 7) * 24 + clock.getUTCHours();
}
