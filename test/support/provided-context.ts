/** What the global set-up (test/support/node/global-setup.ts) hands to every test, by `inject` from vitest. */
export interface TestDatabases {
  /** Connection string of the superuser, to the database `postgres`: to create and drop databases with. */
  adminDatabaseUrl: string;
  /** Name of a migrated, empty database that nobody is connected to: `create database … template …`. */
  templateDatabase: string;
  /** Connection string of an empty clone of the template that the Worker under test is bound to. */
  workerDatabaseUrl: string;
  /** The local end of Neon's HTTP protocol, for `neonConfig.fetchEndpoint`. */
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
