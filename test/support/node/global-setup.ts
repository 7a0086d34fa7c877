import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { postgresSteps, programSteps, startKeeper } from '../../../dev/keeper-client.ts';
import { migrateDatabase } from '../../../dev/migrations.ts';
import { startNeonProxyProcess } from '../../../dev/neon-proxy-process.ts';
import { startPostgres } from '../../../dev/postgres.ts';
import { buildAssets } from '../../../scripts/build-assets.ts';
import type { TestDatabases } from '../provided-context.ts';

const templateDatabase = 'chat_template';
const workerDatabase = 'chat_worker_default';
/** The login of Workers under test: it has the rights of `dashboard_worker` and no others. */
const workerLogin = { user: 'chat_worker_login', password: randomBytes(16).toString('hex') };

async function execute(databaseUrl: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Starts what all tests share: a temporary PostgreSQL with a migrated template database, and a local Neon
 * proxy. A keeper ends both and removes the folder, even if vitest is killed.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keeper = startKeeper();
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-test-'));
  keeper.remove(folder);
  // Search permission for all users, but not read: PostgreSQL may have to run as another user.
  await chmod(folder, 0o711);
  try {
    const postgres = await startPostgres({
      folder,
      durable: false,
      onSpawn: (pid) => keeper.end(pid, { group: false, steps: postgresSteps }),
    });
    const [proxy] = await Promise.all([
      startNeonProxyProcess((pid) => keeper.end(pid, { group: true, steps: programSteps })),
      buildAssets(),
      prepareDatabases(postgres.urlOf),
    ]);
    const databases: TestDatabases = {
      adminDatabaseUrl: postgres.urlOf('postgres'),
      templateDatabase,
      workerDatabaseUrl: Object.assign(new URL(postgres.urlOf(workerDatabase)), {
        username: workerLogin.user,
        password: workerLogin.password,
      }).href,
      neonEndpoint: proxy.url,
    };
    project.provide('adminDatabaseUrl', databases.adminDatabaseUrl);
    project.provide('templateDatabase', databases.templateDatabase);
    project.provide('workerDatabaseUrl', databases.workerDatabaseUrl);
    project.provide('neonEndpoint', databases.neonEndpoint);
    return async () => {
      await proxy.stop();
      await postgres.stop('immediate');
      await rm(folder, { recursive: true, force: true });
      await keeper.letGo();
    };
  } catch (error) {
    await keeper.letGo();
    throw error;
  }
}

async function prepareDatabases(urlOf: (database: string) => string): Promise<void> {
  await execute(urlOf('postgres'), `create database ${templateDatabase}`);
  await migrateDatabase(urlOf(templateDatabase), { roles: true });
  await execute(
    urlOf('postgres'),
    `create role ${workerLogin.user} login password '${workerLogin.password}' in role dashboard_worker`,
    `create database ${workerDatabase} template ${templateDatabase}`,
  );
}
