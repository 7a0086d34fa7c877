type Availability = 'online' | 'away' | 'offline';

const look: Record<Availability, { text: string; dot: string }> = {
  online: { text: 'text-good', dot: 'bg-good' },
  away: { text: 'text-warn', dot: 'border-2 border-warn' },
  offline: { text: 'text-ink-3', dot: 'border border-ink-3' },
};

/** Whether an agent is there, by word and by shape. Unknown if the agent is not registered. */
export function AvailabilityBadge({ availability }: { availability: Availability | undefined }) {
  if (availability === undefined) return <span className="text-ink-3">not registered</span>;
  const { text, dot } = look[availability];
  return (
    <span className={`inline-flex items-center gap-1.5 ${text}`}>
      <span className={`size-2 shrink-0 rounded-full ${dot}`} aria-hidden="true" />
      {availability}
    </span>
  );
}
