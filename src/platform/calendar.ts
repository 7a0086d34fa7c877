/** Reading instants that the database has found: no clock is asked here. */

/** @param milliseconds since the epoch, as the wire has it: RFC 3339, UTC */
export const wireInstantOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * What clocks show.
 *
 * @param wall milliseconds, as if they showed UTC
 * @returns `YYYY-MM-DDTHH:MM:SS`
 */
export const wallClock = (wall: number): string => wireInstantOf(wall).slice(0, 19);

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
