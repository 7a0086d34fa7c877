import { mkdir } from 'node:fs/promises';
import { supervisor } from './demo/team.ts';
import { signToken } from './development-token.ts';
import type { DevState } from './dev-state.ts';
import { explain } from './explain.ts';
import { apiPath } from './health.ts';
import { startKeeper } from './keeper-client.ts';
import { Parts } from './parts.ts';
import { readSettings, type Settings } from './settings.ts';
import { start } from './start.ts';
import { listenForStop } from './stop-requests.ts';
import { readRunningVariables } from './worker-variables.ts';

function welcome({ url, databaseUrl }: DevState, token: string, seconds: number): string {
  return `
Ready in ${seconds.toFixed(1)} s. Ctrl-C stops everything.

  Open the dashboard, signed in as an admin:
  ${url}/#token=${token}

  API         ${url}${apiPath}
  Docs        ${url}/docs
  OpenAPI     ${url}/openapi.json
  PostgreSQL  ${databaseUrl}

  The link and its token are valid for a day (more: npm run -s token -- --role admin|agent|router). Try the API:
  curl -H 'Authorization: Bearer ${token}' ${url}${apiPath}/overview
`;
}

/**
 * Runs the local stack until it is asked to stop.
 *
 * @returns the exit code: 0 after a requested stop, 130 after a second Ctrl-C, 1 after a failure. In every
 *   case all started processes have ended.
 */
async function run(settings: Settings): Promise<number> {
  const begun = performance.now();
  const requests = listenForStop();
  const { signal } = requests;
  let isInsisted = false;
  const parts = new Parts();
  await mkdir(settings.dataDir, { recursive: true });
  const keeper = startKeeper();
  void parts.watch('The keeper', keeper.exited);

  let code = 0;
  try {
    const state = await start({
      settings,
      parts,
      keeper,
      signal,
      onProgress: (line) => console.log(`· ${line}`),
      onWorkerFailure: (line) => {
        if (!signal.aborted) console.error(line);
      },
    });
    const variables = await readRunningVariables(settings.dataDir);
    // The supervisor has a name in the demonstration data.
    const token = await signToken({ variables, role: 'admin', sub: supervisor.id });
    console.log(welcome(state, token, (performance.now() - begun) / 1000));
    await Promise.race([
      parts.failure,
      new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve());
      }),
    ]);
  } catch (error) {
    if (!signal.aborted) {
      console.error(explain(error));
      code = 1;
    }
  }
  if (code === 0) console.log('Stopping');
  void requests.insisted.then(() => {
    isInsisted = true;
    return parts.stop(true);
  });
  await parts.stop(false);
  await keeper.letGo();
  return isInsisted ? 130 : code;
}

try {
  process.exitCode = await run(readSettings(process.env));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
// Any handles still open only wait for processes that have ended.
process.exit();
