/** One structured line a record. Fields hold no token, no connection string and nothing a customer wrote. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** Writes JSON lines to the console, where Workers Logs picks them up. */
export function consoleLog(context: Record<string, unknown>): Log {
  const line = (event: string, fields: Record<string, unknown> | undefined) =>
    JSON.stringify({ event, ...context, ...fields });
  return {
    info: (event, fields) => console.log(line(event, fields)),
    warn: (event, fields) => console.warn(line(event, fields)),
    error: (event, fields) => console.error(line(event, fields)),
  };
}

/** One line a request: which route, how it ended, how long it took. Never its token, its query or its body. */
export interface RequestLine {
  method: string;
  route: string;
  status: number;
  problem: string | undefined;
  cache: string | undefined;
  role: string | undefined;
  duration_ms: number;
}

export const logRequest = (log: Log, line: RequestLine): void => log.info('request', { ...line });
