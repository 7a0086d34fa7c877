import type { SessionsSearch } from '../routes/sessions/sessions-search.ts';
import { figures, type FigureKey } from './catalog.ts';
import type { Bucket, Figure } from './figure.ts';
import { justBefore } from '../view/range.ts';

/** The two ends of a window, as an answer names them. */
export interface Ends {
  from: string;
  to: string;
}

/** What a figure was taken over: a window, and one agent if it is an agent's. */
export interface TakenOver extends Ends {
  agent_id?: string | null;
}

/** The search of the sessions page that lists the sessions behind a figure of exactly this window. */
export const drillSearch = (
  key: FigureKey,
  { from, to, agent_id: agent }: TakenOver,
): SessionsSearch & { range: string } => {
  const { drill, agentFilter }: Figure = figures[key];
  return {
    ...drill,
    ...(agentFilter !== undefined && typeof agent === 'string' && { [agentFilter]: agent }),
    figure: key,
    range: `${from}..${to}`,
  };
};

/** The part of a bucket that lies in the window. A bucket’s end belongs to the next one; the window’s does not. */
export const endsOfBucket = ({ start, end }: Bucket, window: Ends): Ends => ({
  from: Date.parse(start) < Date.parse(window.from) ? window.from : start,
  to: Date.parse(end) > Date.parse(window.to) ? window.to : justBefore(new Date(end)),
});
