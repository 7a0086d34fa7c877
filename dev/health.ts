import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The path that all of the API stands under. */
export const apiPath = '/api/v1/admin/chat-dashboard';

/** The status of one GET, straight to this machine whatever proxy the environment names; 0 for no answer. */
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

/** Asks until the Worker says that it is well, or the signal aborts. */
export async function waitForHealth(url: string, signal: AbortSignal): Promise<void> {
  while ((await statusOf(`${url}${apiPath}/health`)) !== 200) await sleep(100, undefined, { signal });
}
