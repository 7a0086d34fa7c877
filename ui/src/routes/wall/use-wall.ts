import { toProblem } from '../../api/problem.ts';
import { useServerOffset } from '../../api/server-clock.ts';
import { useRead, useWholeList } from '../../api/use-read.ts';
import { useNow } from '../../components/age-mark.tsx';
import { useOnline } from '../../components/use-online.ts';

/** Answers come every three seconds. If the last one is this old, something is wrong, even if no request has failed. */
const staleMs = 20_000;

/** What the wallboard shows, and since when it is not renewed any more. */
export function useWall() {
  const now = { freshness: 'now' } as const;
  const queue = useRead('/waiting-sessions', { query: { limit: 1 } }, now);
  const hour = useRead('/overview', { query: { time_range_hours: 1 } }, now);
  const agents = useWholeList('/agents', {}, now);
  const offset = useServerOffset(queue);
  const tick = useNow(1000);
  const isOnline = useOnline();

  const all = [queue, hour, agents];
  const failed = all.find(({ error }) => error !== null);
  const stale = all.filter(
    ({ data, error, dataUpdatedAt }) =>
      data !== undefined &&
      (!isOnline || error !== null || data.isLastKnown || tick - dataUpdatedAt > staleMs),
  );
  const ages = stale.map(({ data, dataUpdatedAt }) => dataUpdatedAt - (data?.ageSeconds ?? 0) * 1000);
  const staleSince = ages.length === 0 ? undefined : Math.min(...ages);
  return {
    queue: queue.data,
    hour: hour.data,
    agents: agents.data,
    /** Why it is not renewed, as far as that is known. */
    reason: isOnline ? failed && toProblem(failed.error).problem.title : 'This screen is offline.',
    /** Milliseconds since 1970 by this machine; undefined while everything is fresh. */
    staleSince,
    tick,
    /** The database's time; it stands still at the last good answer. */
    now: (staleSince === undefined ? tick : Math.min(tick, queue.dataUpdatedAt)) + offset,
  };
}

export type Wall = ReturnType<typeof useWall>;
