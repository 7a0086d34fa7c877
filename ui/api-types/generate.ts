import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

/**
 * Writes the types of the API, `ui/src/api/openapi.d.ts`, from `openapi.json`. With `--check` it writes nothing and
 * fails if the file differs. openapi-typescript needs TypeScript 5, which is why this folder has its own package.
 */
const source = new URL('../../openapi.json', import.meta.url);
const target = new URL('../src/api/openapi.d.ts', import.meta.url);

const types = astToString(await openapiTS(JSON.parse(await readFile(source, 'utf8'))));
const text = `// Generated from openapi.json by \`npm run openapi\`.\n\n${types}`;
if (!process.argv.includes('--check')) {
  await writeFile(target, text);
} else if (text !== (await readFile(target, 'utf8').catch(() => ''))) {
  console.error(`${fileURLToPath(target)} is not what openapi.json says: run npm run openapi.`);
  process.exitCode = 1;
}
