import { drizzleKit, compareMigrationsWithSources } from './two-databases.ts';
import { readSqlSources } from './sql-sources.ts';

/**
 * `npm run check:migrations` fails where drizzle/ and the sources (src/db/schema/, *.sql) describe different databases:
 * it builds one database from each and compares tables, columns, constraints, indexes, functions, triggers and grants.
 */
const differences = await compareMigrationsWithSources({ sources: await readSqlSources() });
for (const { name, migrated, source } of differences) {
  const how =
    source === undefined
      ? 'is left over in drizzle/: no source defines it'
      : migrated === undefined
        ? 'has no migration'
        : 'is defined differently by drizzle/ and its source';
  console.error(
    `${name} ${how}. Run \`npm run generate\` and commit the migration; never edit a migration by hand.`,
  );
}
// Catches a snapshot in drizzle/meta/ that does not match its migration.
await drizzleKit('check', '--dialect=postgresql', '--out=./drizzle');
if (differences.length > 0) process.exitCode = 1;
