import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Fails where src/db/schema/ says something that the migrations do not: generating from a copy of them must
 * give nothing new.
 */
const root = path.resolve(import.meta.dirname, '..');
const folder = await mkdtemp(path.join(tmpdir(), 'check-migrations-'));
try {
  const copy = path.join(folder, 'drizzle');
  await cp(path.join(root, 'drizzle'), copy, { recursive: true });
  const before = await readdir(copy);
  await promisify(execFile)(
    process.execPath,
    [
      path.join(root, 'node_modules/drizzle-kit/bin.cjs'),
      'generate',
      '--dialect=postgresql',
      '--schema=./src/db/schema/*.ts',
      // drizzle-kit takes the folder relative to the working directory only.
      `--out=${path.relative(root, copy)}`,
    ],
    { cwd: root },
  );
  const added = (await readdir(copy)).filter((name) => !before.includes(name));
  if (added.length > 0) {
    console.error(
      'src/db/schema/ differs from the migrations: run `npm run generate` and commit what it adds.',
    );
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
