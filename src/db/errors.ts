import { NeonDbError } from '@neondatabase/serverless';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseUnavailable } from '../values/database-unavailable.ts';

/** SQLSTATEs after which the statement certainly had no effect and may be tried again: lost races, and lock time-outs. */
const lockNotAvailable = '55P03';
const rolledBack = new Set(['40001', '40P01', lockNotAvailable]);

/**
 * SQLSTATEs and classes that mean the database is away, full or shutting down rather than asked wrongly:
 * connection (08), resources (53), operator intervention and time-outs (57), wrong or missing credentials and
 * database (28, 3D).
 */
const awayClasses = ['08', '28', '3D', '53', '57'];

const wakingMessages = ["Couldn't connect to compute node", 'Control plane request failed'];

/** What a failure means for whoever asked. */
export interface Failure {
  /** The database is away: 503, or an older answer. */
  away: boolean;
  /** A read may be tried again at once. */
  retryRead: boolean;
  /** A command may be tried again at once: nothing of it has happened. */
  retryCommand: boolean;
  /** It gave way to whoever holds a lock: to be tried until the time is up. */
  gaveWay: boolean;
  /** What may stand in a log: no parameters, no host. */
  reason: string;
}

/**
 * Sorts a failure of the driver's (Neon's HTTP errors are described in its documentation; Drizzle wraps single
 * queries in an error whose message holds the parameters, which is why only the cause is looked at).
 */
export function classifyFailure(thrown: unknown): Failure {
  const error = causeOf(thrown);
  if (!(error instanceof NeonDbError)) {
    // The answer broke off or ran out of time while it was read: the driver passes that on bare.
    const timedOut = isTimeout(error);
    return { away: true, retryRead: !timedOut, retryCommand: false, gaveWay: false, reason: nameOf(error) };
  }
  const waking = wakingMessages.some((message) => error.message.includes(message));
  if (error.code !== undefined && error.code !== null && error.code !== '') {
    const again = rolledBack.has(error.code);
    const away = waking || again || awayClasses.some((prefix) => error.code?.startsWith(prefix));
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

/** The database took a value for none that it knows (22023): a time zone, above all. */
export function isInvalidParameter(thrown: unknown): boolean {
  const error = causeOf(thrown);
  return error instanceof NeonDbError && error.code === '22023';
}

/** The answer is larger than what Neon sends over HTTP at once: 10 MiB. */
export function isAnswerTooLarge(thrown: unknown): boolean {
  const error = causeOf(thrown);
  return error instanceof NeonDbError && httpStatusOf(error) === '507';
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
