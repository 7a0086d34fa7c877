export type Row = Record<string, unknown>;

/** A migrated, empty database for one test file, reached through the same driver as in the Worker. */
export interface FreshDatabase {
  /** What a Worker connects with: a login that has the Worker's rights only. */
  readonly url: string;
  /** For the same database, the login that the test itself uses. */
  readonly adminUrl: string;
  /** Runs one statement. The type of instants depends on the isolate's driver settings: cast them to text. */
  query(text: string, params?: unknown[]): Promise<Row[]>;
  /** Runs statements in one transaction. */
  transaction(...statements: (readonly [text: string, ...params: unknown[]])[]): Promise<Row[][]>;
  /** Inserts one row; omitted columns get their defaults. */
  insert(table: string, row: Row): Promise<void>;
  /** Empties all tables, including the logs. */
  clear(): Promise<void>;
}
