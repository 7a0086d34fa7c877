/** How somebody asks a program to end, and how often they have. */
export interface StopRequests {
  /** Aborts at the first request. */
  signal: AbortSignal;
  /** Settles at the second one. */
  insisted: Promise<void>;
}

/** One Ctrl-C may come twice: from the terminal, and passed on by npm. */
const echoMs = 500;

/**
 * Listens for Ctrl-C, for the polite signals, for a terminal that is closed, and for an npm that was killed
 * and could pass nothing on.
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
  // Nobody reads what is written to a terminal that is gone, and that is no reason to stop half-way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent && !first.signal.aborted) request();
    }, 1000).unref();
  }
  return { signal: first.signal, insisted };
}
