import { useState } from 'react';
import { formatCount } from '../../format/numbers.ts';
import type { Waiting } from './floor.ts';

/** The chats that were in the queue, and what is to be said of those that came since. */
interface Heard {
  queue: Waiting[] | undefined;
  words: string;
}

/** What a screen reader hears of chats that came into the queue; undefined if none did. */
export function arrivalsIn(before: Waiting[], queue: Waiting[], total: number): string | undefined {
  const known = new Set(before.map(({ session_id: id }) => id));
  const [first, ...others] = queue.filter(({ session_id: id }) => !known.has(id));
  if (first === undefined) return undefined;
  const who =
    others.length > 0
      ? `${formatCount(others.length + 1)} new chats wait`
      : `A new chat waits for ${first.team ?? 'any agent'}`;
  return `${who}. ${formatCount(total)} in the queue.`;
}

/** Tells screen readers of new chats, without interrupting. */
export function Arrivals({ queue, total }: { queue: Waiting[] | undefined; total: number }) {
  const [heard, setHeard] = useState<Heard>({ queue, words: '' });
  if (heard.queue !== queue && queue !== undefined) {
    // The first queue that arrives is no news.
    const words = heard.queue === undefined ? '' : arrivalsIn(heard.queue, queue, total);
    setHeard({ queue, words: words ?? heard.words });
  }
  return (
    <p role="status" aria-live="polite" className="sr-only" data-arrivals="">
      {heard.words}
    </p>
  );
}
