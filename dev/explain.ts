/** What went wrong, in the words of whoever knows best, without the statement and parameters that Drizzle adds. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return explain(error.cause);
  // A host with two addresses fails twice, and the sum of it has no message.
  if (error instanceof AggregateError && error.message === '') return explain(error.errors[0]);
  return error.message;
}

/** The same, cut to its first line. */
export function oneLine(error: unknown): string {
  return explain(error).split('\n', 1)[0] ?? '';
}
