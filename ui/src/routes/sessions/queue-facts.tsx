import type { Schema } from '../../api/client.ts';
import { Fact } from '../../chat/facts.tsx';
import { shortId } from '../../components/person.tsx';
import { useNow } from '../../components/age-mark.tsx';
import { formatClock, formatDuration } from '../../format/durations.ts';
import { formatCount, nothing } from '../../format/numbers.ts';

/** Where a chat is in its queue, and whom it is held for. */
export function QueueFacts({ place }: { place: Schema<'WaitingSessionResponse'> }) {
  const now = useNow(1000);
  const { offer, estimated_wait_seconds: estimate } = place;
  return (
    <>
      <Fact label="Waiting for">{formatClock((now - Date.parse(place.queued_at)) / 1000)}</Fact>
      <Fact label="Place in its queue">{formatCount(place.queue_position)}</Fact>
      <Fact label="Estimated wait">{estimate === null ? nothing : formatDuration(estimate)}</Fact>
      {offer !== null && (
        <Fact label={`Offered to ${offer.agent_name ?? shortId(offer.agent_id)}`}>
          {formatClock((Date.parse(offer.expires_at) - now) / 1000)} left
        </Fact>
      )}
    </>
  );
}
