import { CloudOff } from 'lucide-react';
import { formatAge, formatSeconds } from '../../format/dates.ts';

/** Says across the whole screen that what it shows is not true any more. */
export function StaleBanner({
  since,
  tick,
  zone,
  reason,
}: {
  /** When the figures were true; undefined if none have come. */
  since: number | undefined;
  tick: number;
  zone: string;
  reason: string | undefined;
}) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-[1.2vw] rounded-panel bg-bad px-[1.6vw] py-[1.4vh] text-wall font-semibold text-canvas"
    >
      <CloudOff className="size-[1.2em] shrink-0" aria-hidden="true" />
      <span>Not live</span>
      <span className="figures font-medium">
        {since === undefined
          ? 'No figures have come yet.'
          : `Figures of ${formatSeconds(new Date(since), zone)}, ${formatAge((tick - since) / 1000)}.`}
      </span>
      <span className="font-medium">{reason}</span>
    </div>
  );
}
