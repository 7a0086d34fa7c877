import { DatabaseError } from 'pg';
import { RefusedRequest } from './neon-request.ts';

/** The fields of a database error that the driver reads, spelled as it expects. */
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

/** The status and JSON body of an HTTP answer. */
export interface ErrorAnswer {
  status: number;
  body: string;
}

/**
 * Maps a failure to the answer that Neon gives. A database error is a 400 with its fields, because the driver
 * reads them only on that status. A database that cannot be reached, or that disconnects, is a 500. The
 * answer never contains the connection string.
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
