/**
 * When data are asked for again. This is the one place that knows that the page polls: a push channel replaces the
 * intervals here by invalidating the same queries, and no screen changes.
 */

/** How fresh a screen wants its data. */
export type Freshness =
  /** What a person acts on: the queue, active chats, load. */
  | 'now'
  /** Figures of a window. */
  | 'figures'
  /** What does not change by itself while it is looked at. */
  | 'still';

const intervalSeconds: Record<Freshness, number | undefined> = { now: 3, figures: 30, still: undefined };
const longestSeconds = 120;

/**
 * Milliseconds until the next request; false for none. While requests fail, each pause is half as long as they have
 * failed for, so pauses grow to two minutes; none is shorter than the API asks for. Hidden tabs don't poll: TanStack
 * Query pauses them.
 *
 * @param failingSeconds how long ago the last good answer came; undefined if the last request succeeded
 */
export function nextRequestMs(
  freshness: Freshness,
  failingSeconds?: number,
  retryAfterSeconds = 0,
): number | false {
  const interval = intervalSeconds[freshness];
  if (interval === undefined) return false;
  const pause = Math.min(longestSeconds, Math.max(interval, (failingSeconds ?? 0) / 2));
  return 1000 * Math.max(pause, retryAfterSeconds);
}
