import { Link } from '@tanstack/react-router';
import { useTheme } from '../../app/theme.ts';
import { formatSeconds } from '../../format/dates.ts';
import { formatDuration, formatClock } from '../../format/durations.ts';
import { formatCompact, formatCount, nothing } from '../../format/numbers.ts';
import { useView } from '../../view/use-view.ts';
import { StaleBanner } from './stale-banner.tsx';
import { useWall, type Wall } from './use-wall.ts';
import { WallAgents } from './wall-agents.tsx';

/** For the team room: readable from six metres, nothing to press, and loud when it is not true any more. */
export function WallPage() {
  const wall = useWall();
  const { zone } = useView();
  const theme = useTheme();
  const isStale = wall.staleSince !== undefined || wall.reason !== undefined;
  const asOf = wall.queue?.generatedAt;
  return (
    <div
      className={`min-h-dvh bg-canvas text-ink ${theme === 'system' ? 'scheme-dark' : ''} ${isStale ? 'border-8 border-bad' : 'border-8 border-transparent'}`}
    >
      <div className="flex min-h-[calc(100dvh-16px)] flex-col gap-[2.4vh] p-[1.6vw]">
        <title>Wallboard · Chat dashboard</title>
        <h1 className="sr-only">Wallboard</h1>
        {isStale && <StaleBanner since={wall.staleSince} tick={wall.tick} zone={zone} reason={wall.reason} />}
        <div
          className={`grid flex-1 gap-[1.6vw] transition-opacity lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] ${isStale ? 'grayscale lg:opacity-70' : ''}`}
        >
          <LongestWait wall={wall} />
          <Figures wall={wall} />
        </div>
        <div className={`transition-opacity ${isStale ? 'grayscale lg:opacity-70' : ''}`}>
          {wall.agents !== undefined && <WallAgents agents={wall.agents.data} />}
        </div>
        <p className="figures no-print flex justify-between gap-4 text-small text-ink-3">
          <span>
            {asOf !== undefined && `As of ${formatSeconds(asOf, zone)}, ${zone.replaceAll('_', ' ')}`}
          </span>
          <Link to="/live" className="hover:text-ink">
            Live
          </Link>
        </p>
      </div>
    </div>
  );
}

function LongestWait({ wall: { queue, now } }: { wall: Wall }) {
  const [first] = queue?.data ?? [];
  const seconds =
    first === undefined ? undefined : Math.max(0, Math.floor((now - Date.parse(first.queued_at)) / 1000));
  // Hours would not fit as a clock.
  const isLong = seconds !== undefined && seconds >= 3600;
  const isHigh = first?.priority === 'high';
  return (
    <section className="panel flex min-w-0 flex-col justify-between p-[1.6vw] max-lg:p-4">
      <h2 className="text-wall font-medium text-ink-2">Longest wait</h2>
      <p
        data-figure="longest"
        data-value={first?.wait_time_seconds ?? ''}
        className={`figures font-semibold tracking-tight ${isLong ? 'text-wall-figure' : 'text-wall-hero'} ${isHigh ? 'text-bad' : ''}`}
      >
        {seconds === undefined ? nothing : isLong ? formatDuration(seconds) : formatClock(seconds)}
      </p>
      <p className="text-wall text-ink-2">
        {queue === undefined ? (
          ' '
        ) : first === undefined ? (
          'Nobody is waiting'
        ) : (
          <>
            {isHigh && <strong className="font-semibold text-bad">High priority · </strong>}
            {first.team ?? 'for anyone'}
          </>
        )}
      </p>
    </section>
  );
}

function Figures({ wall: { queue, hour, agents } }: { wall: Wall }) {
  const online = agents?.data.filter(({ availability }) => availability === 'online');
  const response = hour?.data.response_time;
  const p50 = response?.p50;
  return (
    <div className="grid grid-cols-2 gap-[1.6vw] max-lg:gap-3">
      <Figure name="waiting" label="Waiting" value={queue?.total} beside="in the queue" />
      <Figure name="active" label="Active" value={hour?.data.queue_now.active} beside="chats in hand" />
      <Figure
        name="free"
        label="Free places"
        value={online?.reduce((sum, { free }) => sum + free, 0)}
        beside={online === undefined ? '' : `${formatCount(online.length)} agents online`}
      />
      <Figure
        name="response"
        label="First response"
        value={p50}
        write={formatClock}
        beside="median, last hour"
      />
    </div>
  );
}

/** Four digits fit. */
const formatBig = (value: number): string => (value < 10_000 ? formatCount : formatCompact)(value);

function Figure({
  name,
  label,
  value,
  write = formatBig,
  beside,
}: {
  name: string;
  label: string;
  value: number | null | undefined;
  write?: (value: number) => string;
  beside: string;
}) {
  return (
    <section className="panel flex min-w-0 flex-col justify-between p-[1.2vw] max-lg:p-4">
      <h2 className="truncate text-wall font-medium text-ink-2">{label}</h2>
      <p
        data-figure={name}
        data-value={value ?? ''}
        className="figures truncate text-wall-figure font-semibold tracking-tight"
      >
        {value === null || value === undefined ? nothing : write(value)}
      </p>
      <p className="truncate text-wall text-ink-3">{beside}</p>
    </section>
  );
}
