import type { AnalyticsEngineDataset } from '@cloudflare/workers-types';

/** One request, or one run of a cron task. It holds nothing that names a person or a session. */
export interface CountedEvent {
  kind: 'request' | 'task';
  /** `GET /api/v1/…/sessions/:session_id`, or the task. */
  name: string;
  /** The HTTP status; `done` or `failed` of a task. */
  outcome: string;
  /** The code of the problem that was answered. */
  problem?: string | undefined;
  /** `hit`, or `fwd=` with the reason, as in `Cache-Status`. */
  cache?: string | undefined;
  role?: string | undefined;
  durationMs: number;
  databaseMs: number;
}

/** Counts events for dashboards. */
export type Counter = (event: CountedEvent) => void;

/**
 * Writes each event as a data point to Workers Analytics Engine. docs/observability.md says what each column holds.
 *
 * @param dataset undefined if the Worker has no such binding: then nothing is counted
 */
export const analyticsCounter =
  (dataset: AnalyticsEngineDataset | undefined): Counter =>
  ({ kind, name, outcome, problem = '', cache = '', role = '', durationMs, databaseMs }) =>
    dataset?.writeDataPoint({
      // What is sampled by: a rare route keeps its points beside a frequent one. At most 96 bytes.
      indexes: [name.slice(-96)],
      blobs: [kind, name, outcome, problem, cache, role],
      doubles: [durationMs, databaseMs],
    });
