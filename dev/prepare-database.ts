import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { migrateDatabase } from './migrations.ts';

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/**
 * Prepares the database: creates it, migrates it and, on first use, loads the demonstration data. If the
 * first load is interrupted, the next start repeats it. `DEMO=0` also counts as first use, so an empty
 * database stays empty.
 *
 * @param dataDir stores the file `prepared`, which records that the first use is over
 */
export async function prepareDatabase(options: {
  dataDir: string;
  adminUrl: string;
  databaseUrl: string;
  demo: boolean;
  onProgress(line: string): void;
}): Promise<void> {
  const { dataDir, adminUrl, databaseUrl, demo, onProgress } = options;
  await ensureDatabase(adminUrl, decodeURIComponent(new URL(databaseUrl).pathname.slice(1)));
  await migrateDatabase(databaseUrl, { onProgress });

  const marker = path.join(dataDir, 'prepared');
  const isPrepared = await stat(marker).then(
    () => true,
    () => false,
  );
  if (isPrepared) return;
  if (demo) {
    onProgress('Loading the demonstration data (DEMO=0 starts empty)');
    const { loadDemo } = await import('./demo.ts');
    await loadDemo({ databaseUrl, onProgress });
  }
  await writeFile(marker, '');
}
