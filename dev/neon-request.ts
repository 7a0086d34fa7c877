import type { IncomingHttpHeaders } from 'node:http';

/** Neon's size limit for a request and for an answer, in bytes. */
export const maxBytes = 10 * 1024 * 1024;

export interface Statement {
  query: string;
  params: unknown[];
}

/** The content of one POST to /sql. */
export interface SqlRequest {
  statements: Statement[];
  /** The statement that opens the batch's transaction; `undefined` for a single query. */
  begin: string | undefined;
  /** Return rows as arrays of cells, rather than as objects with a key for each column. */
  rowAsArray: boolean;
}

/** A request that gets an HTTP error and never reaches the database. */
export class RefusedRequest extends Error {
  override name = 'RefusedRequest';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const isolationLevels: Record<string, string> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
};

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function toBegin(headers: IncomingHttpHeaders): string {
  const modes: string[] = [];
  const level = header(headers, 'neon-batch-isolation-level');
  if (level !== undefined) {
    const name = Object.hasOwn(isolationLevels, level) ? isolationLevels[level] : undefined;
    if (name === undefined) throw new RefusedRequest(400, 'invalid isolation level');
    modes.push(`ISOLATION LEVEL ${name}`);
  }
  if (header(headers, 'neon-batch-read-only') === 'true') modes.push('READ ONLY');
  if (header(headers, 'neon-batch-deferrable') === 'true') modes.push('DEFERRABLE');
  return `BEGIN ${modes.join(', ')}`;
}

function toStatement(value: unknown): Statement {
  if (typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'string') {
    const params = 'params' in value ? value.params : [];
    // The wire protocol ends a query at its first NUL and would parse the rest as another field.
    if (Array.isArray(params) && !value.query.includes('\0')) return { query: value.query, params };
  }
  throw new RefusedRequest(400, 'each query needs "query", a string without NUL, and "params", an array');
}

/**
 * Parses a request from the driver: the body, and the headers that say how to run it and how to answer.
 *
 * @throws RefusedRequest (400) for anything that Neon rejects, and for typed (not raw) cells, which Neon
 *   supports but its driver never requests
 */
export function parseSqlRequest(headers: IncomingHttpHeaders, body: string): SqlRequest {
  if (header(headers, 'neon-raw-text-output') !== 'true') {
    throw new RefusedRequest(400, 'only raw cells are served here: send "Neon-Raw-Text-Output: true"');
  }
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new RefusedRequest(400, 'the body is not JSON');
  }
  const rowAsArray = header(headers, 'neon-array-mode') === 'true';
  if (typeof json === 'object' && json !== null && 'queries' in json) {
    if (!Array.isArray(json.queries)) throw new RefusedRequest(400, '"queries" must be an array');
    return { statements: json.queries.map(toStatement), begin: toBegin(headers), rowAsArray };
  }
  return { statements: [toStatement(json)], begin: undefined, rowAsArray };
}
