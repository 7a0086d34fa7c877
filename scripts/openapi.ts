import { readFile, writeFile } from 'node:fs/promises';
import { createApp } from '../src/app.ts';
import { compositionRoot, workerRuntime } from '../src/deps.ts';

/** `npm run openapi` writes openapi.json from the routes; with `--check` it only says whether it differs. */
const file = new URL('../openapi.json', import.meta.url);
const { document } = createApp(compositionRoot(workerRuntime), workerRuntime);
const generated = `${JSON.stringify(document(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== generated) {
    console.error('openapi.json differs from the routes: run `npm run openapi` and commit it.');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, generated);
}
