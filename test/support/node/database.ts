import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** A clone of the template database that one test file can write to. */
export interface TestDatabase {
  name: string;
  url: string;
  /** What a Worker connects with: a login that has the Worker's rights only. */
  workerUrl: string;
  drop(): Promise<void>;
}

/** Opens a connection over TCP, passes it to `use`, and closes it. */
export async function withClient<T>(databaseUrl: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/**
 * @param adminDatabaseUrl from `inject('adminDatabaseUrl')`
 * @param templateDatabase from `inject('templateDatabase')`
 */
export async function createTestDatabase(
  adminDatabaseUrl: string,
  templateDatabase: string,
): Promise<TestDatabase> {
  const name = `chat_test_${randomBytes(6).toString('hex')}`;
  await withClient(adminDatabaseUrl, (client) =>
    client.query(`create database ${name} template ${templateDatabase}`),
  );
  const urlOf = (login: string): string => Object.assign(new URL(login), { pathname: `/${name}` }).href;
  const drop = async (): Promise<void> => {
    await withClient(adminDatabaseUrl, (client) => client.query(`drop database ${name} with (force)`));
  };
  return { name, url: urlOf(adminDatabaseUrl), workerUrl: urlOf(inject('workerDatabaseUrl')), drop };
}
