import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api/answer.ts';
import type { Schema } from '../../api/client.ts';
import { formatDuration } from '../../format/durations.ts';
import { formatCount, nothing } from '../../format/numbers.ts';
import { formatSeconds } from '../../format/dates.ts';
import { useSeesOwnOnly } from '../../figures/use-opens.ts';
import { useView } from '../../view/use-view.ts';

type Overview = Schema<'DashboardOverviewResponse'>;

/** The queue as it is, for any range. */
export function NowStrip({ answer }: { answer: Answer<Overview> | undefined }) {
  const { zone } = useView();
  const now = answer?.data.queue_now;
  const longest = now?.longest_wait_seconds;
  return (
    <div className="figures flex min-h-8 flex-wrap items-center gap-x-5 gap-y-1 text-ink-2">
      <span className="flex items-center gap-2 font-medium text-ink">
        <span
          className={`size-2 rounded-full ${now === undefined ? 'border border-edge' : 'bg-good'}`}
          aria-hidden="true"
        />{' '}
        Now
      </span>
      <Count label="waiting" status="waiting" value={now?.waiting} />
      <Count label="active" status="active" value={now?.active} />
      <span>
        longest wait{' '}
        <strong className="font-semibold text-ink">
          {longest === undefined || longest === null ? nothing : formatDuration(longest)}
        </strong>
      </span>
      {answer?.generatedAt !== undefined && (
        <span className="text-small text-ink-3">as of {formatSeconds(answer.generatedAt, zone)}</span>
      )}
    </div>
  );
}

function Count({
  label,
  status,
  value,
}: {
  label: string;
  status: 'waiting' | 'active';
  value: number | undefined;
}) {
  const words = (
    <>
      <strong className="font-semibold text-ink">{value === undefined ? nothing : formatCount(value)}</strong>{' '}
      {label}
    </>
  );
  if (useSeesOwnOnly()) return <span data-now={status}>{words}</span>;
  return (
    <Link to="/sessions" search={{ status, age: 'all' }} className="hover:text-accent" data-now={status}>
      {words}
    </Link>
  );
}
