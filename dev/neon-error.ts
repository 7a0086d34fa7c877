import { DatabaseError } from 'pg';
import { RefusedRequest } from './neon-request.ts';

/** The fields of a database error that the driver reads, in its spelling. */
const errorFields = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const;

const connectFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EADDRNOTAVAIL',
]);

/** An HTTP answer: its status and its JSON body. */
export interface ErrorAnswer {
  status: number;
  body: string;
}

/**
 * How Neon answers a failure: what the database said is a 400 with its fields, the only status on which the
 * driver reads them; a database that cannot be reached, or went away, is a 500. Nothing here repeats the
 * connection string.
 */
export function toErrorAnswer(error: unknown): ErrorAnswer {
  if (error instanceof RefusedRequest) {
    return { status: error.status, body: JSON.stringify({ message: error.message, code: null }) };
  }
  if (error instanceof DatabaseError) {
    const fields = Object.fromEntries(errorFields.map((name) => [name, error[name] ?? null]));
    return { status: 400, body: JSON.stringify({ message: error.message, ...fields }) };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = connectFailures.has(code)
    ? "Couldn't connect to compute node"
    : 'The connection to the database was lost';
  return { status: 500, body: JSON.stringify({ message, code: null }) };
}
