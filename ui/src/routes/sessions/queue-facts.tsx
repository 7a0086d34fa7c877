import type { Schema } from '../../api/client.ts';
import { Fact } from '../../chat/facts.tsx';
import { shortId } from '../../components/person.tsx';
import { useNow } from '../../components/age-mark.tsx';
import { formatClock, formatDuration } from '../../format/durations.ts';
import { formatCount, nothing } from '../../format/numbers.ts';

/** Where a chat is in its queue, and whom it is held for. */
export function QueueFacts({
  session: { queued_at: since, offer },
  place,
}: {
  session: Schema<'SessionListItemResponse'>;
  /** Undefined until the queue has been read, and for a chat far back in it. */
  place: Schema<'WaitingSessionResponse'> | undefined;
}) {
  const now = useNow(1000);
  const estimate = place?.estimated_wait_seconds ?? null;
  return (
    <>
      <Fact label="Waiting for">{formatClock((now - Date.parse(since)) / 1000)}</Fact>
      {place !== undefined && (
        <>
          <Fact label="Place in its queue">{formatCount(place.queue_position)}</Fact>
          <Fact label="Estimated wait">{estimate === null ? nothing : formatDuration(estimate)}</Fact>
        </>
      )}
      {offer !== null && (
        <Fact label={`Offered to ${offer.agent_name ?? shortId(offer.agent_id)}`}>
          {formatClock((Date.parse(offer.expires_at) - now) / 1000)} left
        </Fact>
      )}
    </>
  );
}
