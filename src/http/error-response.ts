import type { Context } from 'hono';
import { DatabaseBusy, DatabaseUnavailable, type BusyReason } from '../values/database-unavailable.ts';
import type { AppEnv } from '../context.ts';
import { consoleLog } from '../values/log.ts';
import { Problem, problemDocument } from './problem.ts';

/** `Retry-After` while the database is unavailable. */
const databaseRetrySeconds = 5;

/** `Retry-After` while the database is busy. */
const busyRetrySeconds = 1;

const busyDetails: Record<BusyReason, string> = {
  resource_busy: 'What this request needs is locked by others. Nothing has happened.',
  overloaded: 'Too many requests of this kind are under way. Nothing has happened.',
};

/**
 * Hono's error handler: turns whatever was thrown into a problem. An unknown error becomes `internal_error`, so that
 * nothing of it reaches the caller.
 *
 * @param describe returns what the log may hold of an error
 */
export function renderError(describe: (error: unknown) => Record<string, unknown>) {
  return (error: Error, c: Context<AppEnv>): Response => {
    const problem = asProblem(error);
    if (problem.status >= 500) {
      // With an invalid configuration there are no deps.
      const log = c.get('deps')?.log ?? consoleLog({ request_id: c.get('requestId') });
      const cause = error instanceof Problem ? (error.cause ?? error) : error;
      log.error('request_failed', { code: problem.code, ...describe(cause) });
    }
    return renderProblem(c, problem);
  };
}

/** Answers this request with a problem. */
export function renderProblem(c: Context<AppEnv>, problem: Problem): Response {
  c.set('problemCode', problem.code);
  return c.body(JSON.stringify(problemDocument(problem, c.req.url, c.get('requestId'))), problem.status, {
    ...problem.headers,
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

function asProblem(error: Error): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseBusy) {
    return new Problem(error.reason, busyDetails[error.reason], {
      headers: { 'Retry-After': String(busyRetrySeconds) },
      cause: error,
    });
  }
  if (error instanceof DatabaseUnavailable) {
    return new Problem('database_unavailable', 'The database is unavailable.', {
      headers: { 'Retry-After': String(databaseRetrySeconds) },
    });
  }
  return new Problem('internal_error', 'Something went wrong on our side.');
}
