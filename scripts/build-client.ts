import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { apiPath } from '../dev/health.ts';
import { clientTypes } from './client-types.ts';
import type { OpenApi } from './openapi-types.ts';

const root = path.resolve(import.meta.dirname, '..');

const program = `import { hc } from 'hono/client';

/** The API takes a list as one parameter, separated by commas. */
function buildSearchParams(query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

export const createClient = (origin, options) =>
  hc(new URL('${apiPath}', origin).href, { buildSearchParams, ...options });
`;

/**
 * `npm run build:client` writes the package chat-dashboard-client: a typed client, for programs in other repositories.
 *
 * @param folder where its files go
 */
export async function buildClient(folder: string): Promise<void> {
  const document = JSON.parse(await readFile(path.join(root, 'openapi.json'), 'utf8')) as OpenApi;
  const manifest = {
    name: 'chat-dashboard-client',
    version: document.info.version,
    description: 'Typed client of the chat dashboard API.',
    license: packageJson.license,
    type: 'module',
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    sideEffects: false,
    dependencies: { hono: packageJson.dependencies.hono },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(path.join(folder, 'index.js'), program);
  await writeFile(path.join(folder, 'index.d.ts'), clientTypes(document, apiPath));
}

if (import.meta.main) {
  const folder = path.join(root, 'dist', 'client');
  await buildClient(folder);
  console.log(`${path.relative(root, folder)} has the client, as an npm package.`);
}
