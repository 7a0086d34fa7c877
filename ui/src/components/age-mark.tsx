import { CloudOff } from 'lucide-react';
import { useCallback, useSyncExternalStore } from 'react';
import { formatAge } from '../format/dates.ts';

/** Listeners for the next tick, by the clock's period: all that share a period tick together. */
const clocks = new Map<number, Set<() => void>>();
const timers = new Map<number, ReturnType<typeof setInterval>>();

function listen(everyMs: number, onTick: () => void): () => void {
  const listeners = clocks.get(everyMs) ?? new Set();
  clocks.set(everyMs, listeners);
  listeners.add(onTick);
  if (!timers.has(everyMs)) {
    timers.set(
      everyMs,
      setInterval(() => {
        for (const listener of listeners) listener();
      }, everyMs),
    );
  }
  return () => {
    listeners.delete(onTick);
    if (listeners.size > 0) return;
    clearInterval(timers.get(everyMs));
    timers.delete(everyMs);
  };
}

/** The time, in milliseconds since 1970, to the period given. Everything that shows it changes at once. */
export function useNow(everyMs: number): number {
  const subscribe = useCallback((onTick: () => void) => listen(everyMs, onTick), [everyMs]);
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / everyMs) * everyMs);
}

/** Says that data are older than they should be. */
export function AgeMark({ since, reason }: { since: number; reason: string }) {
  const now = useNow(5000);
  return (
    <p role="status" className="flex items-center gap-1.5 text-small text-warn">
      <CloudOff size={14} aria-hidden="true" />
      <span className="figures">
        {reason} {formatAge((now - since) / 1000)}
      </span>
    </p>
  );
}
