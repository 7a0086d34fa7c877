const minuteMs = 60_000;

/**
 * Cloudflare's scheduler, locally: runs the Worker's Cron Trigger now and every minute from now on, through
 * wrangler's own endpoint for that. A run that fails shows in the Worker's log; the next one comes anyway.
 *
 * @param url the Worker's origin
 * @returns stops it
 */
export function startCronTrigger(url: string): () => Promise<void> {
  const stop = new AbortController();
  const run = () => {
    fetch(`${url}/cdn-cgi/handler/scheduled`, { signal: stop.signal })
      .then((response) => response.body?.cancel())
      .catch(() => {});
  };
  run();
  const timer = setInterval(run, minuteMs);
  return async () => {
    clearInterval(timer);
    stop.abort();
  };
}
