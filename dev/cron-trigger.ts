const minuteMs = 60_000;

/**
 * Plays Cloudflare's scheduler locally: runs the Worker's Cron Trigger now and then every minute, through
 * wrangler's own endpoint. A failed run shows in the Worker's log and does not stop later runs.
 *
 * @param url the Worker's origin
 * @returns a function that stops the schedule
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
