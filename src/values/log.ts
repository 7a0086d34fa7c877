/** A structured log. Fields hold no token, no connection string and nothing that a customer wrote. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** Writes JSON lines to the console, which Workers Logs collects. */
export function consoleLog(context: Record<string, unknown>): Log {
  const line = (event: string, fields: Record<string, unknown> | undefined) =>
    JSON.stringify({ event, ...context, ...fields });
  return {
    info: (event, fields) => console.log(line(event, fields)),
    warn: (event, fields) => console.warn(line(event, fields)),
    error: (event, fields) => console.error(line(event, fields)),
  };
}
