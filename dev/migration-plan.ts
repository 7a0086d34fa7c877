import type { MigrationMeta } from 'drizzle-orm/migrator';

/** A CHECK that a migration adds to a table with rows. */
export interface NewCheck {
  table: string;
  constraint: string;
  /** Its condition, in SQL. */
  condition: string;
}

/** The migrations that are due, arranged so that a chat application can go on writing. */
export interface MigrationPlan {
  /** Tables that the transaction changes: nobody else may use them meanwhile. */
  exclusive: string[];
  /** Tables that get triggers: nobody else may write them meanwhile; reading goes on. */
  unwritten: string[];
  checks: NewCheck[];
  /** What is slow and needs no chat table: it runs first, before tables are locked. */
  early: string[];
  /** Whether a figure is defined differently, so that all sessions and minutes must be folded again. */
  refolds: boolean;
  migrations: { hash: string; folderMillis: number; statements: string[] }[];
}

/** The end of a migration that defines a figure differently (scripts/generate.ts). */
const adoption = /^\s*SELECT public\.dashboard_adopt_rows\(\);\s*$/;
/** The end of a migration that takes readings at other instants, and the function that says at which. */
const rebuild = /^SELECT public\.dashboard_rebuild_readings\(/;
const rebuildFunction = /CREATE OR REPLACE FUNCTION public\.dashboard_rebuild_readings\(/;
const readingKinds = /CREATE OR REPLACE FUNCTION public\.dashboard_reading_kinds\(/;
const newCheck = /^ALTER TABLE "(\w+)" ADD CONSTRAINT "(\w+)" CHECK \((.*)\);$/;
const newConstraint = /^ALTER TABLE "(\w+)" ADD CONSTRAINT "\w+" (?:CHECK|FOREIGN KEY) .*;$/;
const newIndex = /^CREATE INDEX "(\w+)" ON "(\w+)" [^;]*/;
// Not storage settings: neither readers nor writers wait for the lock that these take.
const tableChange = /^(?:ALTER|DROP) TABLE (?:public\.)?"?(\w+)"?(?![\w"]| SET \()/gm;
const droppedTrigger = /^DROP TRIGGER [^;]* ON (?:public\.)?"?(\w+)"?/gm;
const newTrigger = /^CREATE OR REPLACE TRIGGER [^;]*? ON (?:public\.)?"?(\w+)"?/gm;

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

/** The tables that migrations create, whether or not a later one drops them. */
export const tablesCreatedBy = (migrations: MigrationMeta[]): string[] =>
  migrations.flatMap(({ sql }) => namesIn(sql.join('\n'), /^CREATE TABLE "(\w+)"/gm));

/**
 * Arranges migrations, whose statements are those that drizzle-kit and `npm run generate` write. On tables that have
 * rows, constraints are added NOT VALID and indexes are left out; `finishMigrations` does the rest without blocking
 * writers. A new database gets the statements as they are.
 *
 * @param tables the tables that exist
 * @param options.isRunning whether triggers record each write. If so, rows are not adopted within the transaction
 */
export function planMigrations(
  due: MigrationMeta[],
  tables: string[],
  { isRunning }: { isRunning: boolean },
): MigrationPlan {
  const created = new Set(tablesCreatedBy(due));
  const exists = (table: string): boolean => tables.includes(table);
  const hasRows = (table: string | undefined): boolean =>
    table !== undefined && exists(table) && !created.has(table);
  const checks: NewCheck[] = [];
  const all = due.flatMap(({ sql }) => sql.map((statement) => statement.trim()));
  // Early only with the function as it is installed.
  const isEarly =
    isRunning &&
    all.some((statement) => rebuild.test(statement)) &&
    !all.some((statement) => rebuildFunction.test(statement));
  const arranged = (statement: string): string[] => {
    if (isRunning && adoption.test(statement)) return [];
    if (isEarly && rebuild.test(statement)) return [];
    if (hasRows(newIndex.exec(statement)?.[2])) return [];
    const [, table = '', constraint = '', condition = ''] = newCheck.exec(statement) ?? [];
    if (hasRows(table)) checks.push({ table, constraint, condition });
    return hasRows(newConstraint.exec(statement)?.[1])
      ? [statement.replace(/;$/, ' NOT VALID;')]
      : [statement];
  };
  const migrations = due.map(({ hash, folderMillis, sql }) => ({
    hash,
    folderMillis,
    statements: sql.flatMap((statement) => arranged(statement.trim())),
  }));
  const text = migrations.flatMap(({ statements }) => statements).join('\n');
  const exclusive = [...namesIn(text, tableChange), ...namesIn(text, droppedTrigger)].filter(exists);
  const unwritten = namesIn(text, newTrigger).filter((table) => exists(table) && !exclusive.includes(table));
  return {
    exclusive: [...new Set(exclusive)].sort(),
    unwritten: [...new Set(unwritten)].sort(),
    checks,
    early: isEarly ? all.filter((statement) => readingKinds.test(statement) || rebuild.test(statement)) : [],
    refolds: isRunning && all.some((statement) => adoption.test(statement)),
    migrations,
  };
}

/** The indexes that exist after all migrations, with the statement that creates each. Unique ones are not among them. */
export function indexesAfter(migrations: MigrationMeta[]): Map<string, string> {
  const indexes = new Map<string, { table: string; statement: string }>();
  for (const text of migrations.flatMap(({ sql }) => sql)) {
    const [statement, name = '', table = ''] = newIndex.exec(text.trim()) ?? [];
    if (statement !== undefined) indexes.set(name, { table, statement });
    for (const dropped of namesIn(text, /^DROP INDEX "(\w+)"/gm)) indexes.delete(dropped);
    const gone = namesIn(text, /^DROP TABLE "(\w+)"/gm);
    for (const [index, { table: of }] of indexes) if (gone.includes(of)) indexes.delete(index);
  }
  return new Map([...indexes].map(([name, { statement }]) => [name, statement]));
}
