/** Requests to stop the program. */
export interface StopRequests {
  /** Aborts on the first request. */
  signal: AbortSignal;
  /** Settles on the second request. */
  insisted: Promise<void>;
}

/** One Ctrl-C can arrive twice: from the terminal, and forwarded by npm. */
const echoMs = 500;

/**
 * Listens for Ctrl-C, termination signals and a closed terminal. Also detects that npm was killed and could
 * not forward a signal.
 */
export function listenForStop(): StopRequests {
  const first = new AbortController();
  let insist = (): void => {};
  const insisted = new Promise<void>((resolve) => (insist = resolve));
  let firstAt = 0;
  const request = (): void => {
    if (!first.signal.aborted) {
      firstAt = performance.now();
      first.abort();
    } else if (performance.now() - firstAt > echoMs) {
      insist();
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, request);
  // Writing to a closed terminal fails; ignore that, so that the shutdown can finish.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent && !first.signal.aborted) request();
    }, 1000).unref();
  }
  return { signal: first.signal, insisted };
}
