import { formatCount } from '../../format/numbers.ts';
import type { AgentRow } from './use-agents.ts';

/** How many of its places an agent has taken: a bar, and both numbers. */
export function Places({ agent, load }: Pick<AgentRow, 'agent' | 'load'>) {
  const all = agent?.max_sessions;
  const isFull = all !== undefined && load >= all;
  const share = all === undefined ? 0 : all === 0 ? 1 : Math.min(1, load / all);
  return (
    <span className="inline-flex w-full items-center justify-end gap-2">
      {all !== undefined && (
        <span className="h-1.5 w-10 overflow-hidden rounded-full bg-sunken" aria-hidden="true">
          <span
            className={`block h-full rounded-full ${isFull ? 'bg-warn' : 'bg-accent'}`}
            style={{ width: `${100 * share}%` }}
          />
        </span>
      )}
      <span>
        {formatCount(load)}
        {all !== undefined && <span className="text-ink-3">{` of ${formatCount(all)}`}</span>}
      </span>
    </span>
  );
}
