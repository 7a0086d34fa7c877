import type { Priority } from './live-search.ts';

const look: Record<Priority, { label: string; bars: number; color: string }> = {
  high: { label: 'High', bars: 3, color: 'text-bad' },
  medium: { label: 'Medium', bars: 2, color: 'text-warn' },
  low: { label: 'Low', bars: 1, color: 'text-ink-3' },
};

export const priorityLabel = (priority: Priority): string => look[priority].label;

/** A priority by its word, its bars and its colour. */
export function PriorityMark({ priority }: { priority: Priority }) {
  const { label, bars, color } = look[priority];
  return (
    <span className={`inline-flex items-center gap-1.5 ${color}`}>
      <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden="true" className="shrink-0">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 4.5}
            y={12 - bar * 4}
            width={3}
            height={bar * 4}
            rx={1}
            fill="currentColor"
            opacity={bar <= bars ? 1 : 0.25}
          />
        ))}
      </svg>
      {label}
    </span>
  );
}
