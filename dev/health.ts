import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The path prefix of the whole API. */
export const apiPath = '/api/v1/admin/chat-dashboard';

/** Returns the status of one GET, or 0 if there is no answer. Ignores any proxy set in the environment. */
function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const request = get(url, { agent: new Agent(), timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(0));
  });
}

/** Polls until the Worker reports that it is healthy, or the signal aborts. */
export async function waitForHealth(url: string, signal: AbortSignal): Promise<void> {
  while ((await statusOf(`${url}${apiPath}/health`)) !== 200) await sleep(100, undefined, { signal });
}
