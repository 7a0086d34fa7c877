import { Client } from 'pg';
import { readDevState } from '../dev-state.ts';
import { oneLine } from '../explain.ts';
import { toDirectUrl } from '../migrate.ts';
import { readDataDir } from '../settings.ts';

/**
 * Finds the database for the tools: `DATABASE_URL` if set, otherwise that of the running `npm run dev`.
 *
 * @throws Error with one line that says what to do if there is none
 */
async function findDatabaseUrl(env: NodeJS.ProcessEnv): Promise<string> {
  const given = env['DATABASE_URL'];
  if (given !== undefined && given !== '') return toDirectUrl(given);
  const state = await readDevState(readDataDir(env));
  if (state === undefined)
    throw new Error('no database is running: start one with npm run dev, or set DATABASE_URL');
  return state.databaseUrl;
}

/**
 * Opens a connection to a database, passes it to `use`, and closes it.
 *
 * @throws Error with one line if it cannot connect; what `use` throws
 */
export async function withClient<T>(databaseUrl: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'chat-dashboard tools' });
  // A broken connection already fails the pending query; if there is none, the error can be ignored.
  client.on('error', () => {});
  const failure = await client.connect().then(() => undefined, oneLine);
  if (failure !== undefined) {
    throw new Error(
      `the database does not answer (${failure}): start it with npm run dev, or check DATABASE_URL`,
    );
  }
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Like `withClient`, with the database from the environment.
 *
 * @throws Error with one line if there is none or it is not migrated
 */
export async function withRunningDatabase<T>(
  env: NodeJS.ProcessEnv,
  use: (client: Client, databaseUrl: string) => Promise<T>,
): Promise<T> {
  const databaseUrl = await findDatabaseUrl(env);
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ found: string | null }>(
      `select to_regclass('chat_sessions') as found`,
    );
    if (rows[0]?.found === null) throw new Error('the database has no tables yet: run npm run migrate');
    return use(client, databaseUrl);
  });
}
