import { Client } from 'pg';
import { readDevState } from '../dev-state.ts';
import { oneLine } from '../explain.ts';
import { toDirectUrl } from '../migrate.ts';
import { readDataDir } from '../settings.ts';

/**
 * The database that the tools work on: `DATABASE_URL` where it is set, else that of the running `npm run dev`.
 *
 * @throws Error with one line that says what to do when there is none
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
 * Opens a connection to a database, hands it to `use`, and closes it.
 *
 * @throws Error with one line when it cannot be reached; what `use` throws
 */
export async function withClient<T>(databaseUrl: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'chat-dashboard tools' });
  // A connection that breaks fails the query that waits for it; without one, nobody need know.
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
 * As `withClient`, with the database that the environment names.
 *
 * @throws Error with one line when there is none, or when it has not been migrated
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
