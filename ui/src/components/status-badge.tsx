type Status = 'waiting' | 'active' | 'closed';

const look: Record<Status, { text: string; dot: string }> = {
  waiting: { text: 'text-warn', dot: 'border-2 border-warn' },
  active: { text: 'text-good', dot: 'bg-good' },
  closed: { text: 'text-ink-3', dot: 'bg-chart-quiet' },
};

/** A session's state, by word and by shape. */
export function StatusBadge({ status }: { status: Status }) {
  const { text, dot } = look[status];
  return (
    <span className={`inline-flex items-center gap-1.5 ${text}`}>
      <span className={`size-2 shrink-0 rounded-full ${dot}`} aria-hidden="true" />
      {status}
    </span>
  );
}
