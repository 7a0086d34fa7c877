import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { NeonDbError } from '@neondatabase/serverless';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseUnavailable } from '../db/errors.ts';
import type { AppEnv } from './context.ts';
import { consoleLog } from './log.ts';
import { Problem, problemDocument } from './problem.ts';

/** Seconds after which a caller may hope that the database is back. */
const databaseRetrySeconds = 5;

/** Hono's error handler: whatever was thrown becomes a problem, and only what we know of reaches the caller. */
export function renderError(error: Error, c: Context<AppEnv>): Response {
  const problem = asProblem(error);
  if (problem.status >= 500) {
    // The configuration itself may be what does not hold: then there are no deps yet.
    const log = c.get('deps')?.log ?? consoleLog({ request_id: c.get('requestId') });
    log.error('request_failed', { code: problem.code, ...describeForLog(error) });
  }
  return renderProblem(c, problem);
}

/** A problem as the answer to this request. */
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
  if (error instanceof DatabaseUnavailable) {
    return new Problem('database_unavailable', 'The database does not answer.', {
      headers: { 'Retry-After': String(databaseRetrySeconds) },
    });
  }
  if (error instanceof HTTPException) {
    // What the validators of Hono throw by themselves, should they see a body before our own gate does.
    if (error.status === 400) return new Problem('malformed_json', 'The body is not valid JSON.');
    if (error.status === 415) return new Problem('media_type_not_json', 'The body is not declared as JSON.');
  }
  return new Problem('internal_error', 'Something went wrong on our side.');
}

/**
 * What a log may hold of an error. A database error's message can quote values that a customer wrote, and
 * Drizzle's holds all parameters: of those only the code is kept.
 */
export function describeForLog(error: unknown): Record<string, unknown> {
  const cause = error instanceof Problem || error instanceof DatabaseUnavailable ? error.cause : error;
  const root = cause instanceof DrizzleQueryError ? cause.cause : cause;
  if (root instanceof NeonDbError) {
    return { error: root.name, sqlstate: root.code, constraint: root.constraint, routine: root.routine };
  }
  if (root instanceof Error) return { error: root.name, message: root.message, stack: root.stack };
  return error instanceof Error ? { error: error.name, message: error.message } : { error: typeof error };
}
