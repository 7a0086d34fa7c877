/** The most specific error message in the chain, without the statement and parameters that Drizzle adds. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return explain(error.cause);
  // Connecting to a host with two addresses fails twice, and the AggregateError has no message.
  if (error instanceof AggregateError && error.message === '') return explain(error.errors[0]);
  return error.message;
}

/** The first line of `explain(error)`. */
export function oneLine(error: unknown): string {
  return explain(error).split('\n', 1)[0] ?? '';
}
