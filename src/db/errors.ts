import { NeonDbError } from '@neondatabase/serverless';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseUnavailable } from '../values/database-unavailable.ts';

/** SQLSTATEs after which the statement had no effect and may be retried: lost races and lock timeouts. */
const lockNotAvailable = '55P03';
const rolledBack = new Set(['40001', '40P01', lockNotAvailable]);

/**
 * Beginnings of SQLSTATEs that mean the database is unavailable, full, read-only or shutting down, and not that the
 * statement is wrong: connection (08), a read-only transaction (25006), wrong or missing credentials and database (28,
 * 3D), resources (53), operator intervention and timeouts (57).
 */
const awayStates = ['08', '25006', '28', '3D', '53', '57'];

const wakingMessages = ["Couldn't connect to compute node", 'Control plane request failed'];

/** What a failure means for the caller. */
export interface Failure {
  /** The database is unavailable: answer 503, or with an older answer. */
  away: boolean;
  /** A read may be retried. */
  retryRead: boolean;
  /** A command may be retried: nothing was written. */
  retryCommand: boolean;
  /** It timed out waiting for a lock. */
  gaveWay: boolean;
  /** For the log: no parameters, no host. */
  reason: string;
}

/**
 * Classifies an error of the driver. Drizzle wraps it in an error whose message holds the parameters, so only the cause is
 * read.
 */
export function classifyFailure(thrown: unknown): Failure {
  const error = causeOf(thrown);
  if (!(error instanceof NeonDbError)) {
    // The driver does not wrap errors that occur while it reads the answer.
    const timedOut = isTimeout(error);
    return { away: true, retryRead: !timedOut, retryCommand: false, gaveWay: false, reason: nameOf(error) };
  }
  const waking = wakingMessages.some((message) => error.message.includes(message));
  if (error.code !== undefined && error.code !== null && error.code !== '') {
    const again = rolledBack.has(error.code);
    const away = waking || again || awayStates.some((prefix) => error.code?.startsWith(prefix));
    const connectionLost = error.code.startsWith('08') || error.code === '57P01' || error.code === '57P03';
    return {
      away,
      retryRead: again || waking || connectionLost,
      retryCommand: again || waking,
      gaveWay: error.code === lockNotAvailable,
      reason: `sqlstate ${error.code}`,
    };
  }
  if (waking) {
    return {
      away: true,
      retryRead: true,
      retryCommand: true,
      gaveWay: false,
      reason: 'compute not reachable',
    };
  }
  const status = httpStatusOf(error);
  if (status !== undefined) {
    const tooLarge = status === '507' || status === '413';
    const server = status.startsWith('5') && !tooLarge;
    return { away: server, retryRead: server, retryCommand: false, gaveWay: false, reason: `http ${status}` };
  }
  const timedOut = isTimeout(error.sourceError);
  return {
    away: true,
    retryRead: !timedOut,
    retryCommand: false,
    gaveWay: false,
    reason: timedOut ? 'timed out' : 'connection failed',
  };
}

/** The database does not know a parameter's value (22023), such as a time zone. */
export function isInvalidParameter(thrown: unknown): boolean {
  const error = causeOf(thrown);
  return error instanceof NeonDbError && error.code === '22023';
}

/** The database has no such function, column or table: it lacks a migration. */
export function isUnknownName(thrown: unknown): boolean {
  const error = causeOf(thrown);
  return error instanceof NeonDbError && ['42883', '42703', '42P01'].includes(error.code ?? '');
}

/** The database's role lacks a right. */
export function isNotPermitted(thrown: unknown): boolean {
  const error = causeOf(thrown);
  return error instanceof NeonDbError && error.code === '42501';
}

/**
 * What the log may hold of an error. A database error's message can quote values that a customer wrote, and Drizzle's
 * holds all parameters: only codes are kept of those.
 */
export function describeForLog(error: unknown): Record<string, unknown> {
  const root = causeOf(error instanceof DatabaseUnavailable ? error.cause : error);
  if (root instanceof NeonDbError) {
    return { error: root.name, sqlstate: root.code, constraint: root.constraint, routine: root.routine };
  }
  if (root instanceof Error) return { error: root.name, message: root.message, stack: root.stack };
  return error instanceof Error ? { error: error.name, message: error.message } : { error: typeof error };
}

const httpStatusOf = (error: NeonDbError): string | undefined =>
  /HTTP status (\d{3})/.exec(error.message)?.[1];

const causeOf = (thrown: unknown): unknown => (thrown instanceof DrizzleQueryError ? thrown.cause : thrown);

const isTimeout = (error: unknown): boolean => ['TimeoutError', 'AbortError'].includes(nameOf(error));

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
