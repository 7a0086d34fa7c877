/**
 * What the global set-up (test/support/node/global-setup.ts) provides to every test, through vitest's
 * `inject`.
 */
export interface TestDatabases {
  /** Superuser connection string of the database `postgres`, for creating and dropping databases. */
  adminDatabaseUrl: string;
  /** Name of a migrated, empty database without connections, for `create database … template …`. */
  templateDatabase: string;
  /** Connection string of an empty clone of the template, for the Worker under test. */
  workerDatabaseUrl: string;
  /** The local Neon proxy, for `neonConfig.fetchEndpoint`. */
  neonEndpoint: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    adminDatabaseUrl: TestDatabases['adminDatabaseUrl'];
    templateDatabase: TestDatabases['templateDatabase'];
    workerDatabaseUrl: TestDatabases['workerDatabaseUrl'];
    neonEndpoint: TestDatabases['neonEndpoint'];
  }
}
