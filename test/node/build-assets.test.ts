import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../dev/settings.ts';
import { buildAssets } from '../../scripts/build-assets.ts';

const target = path.join(projectFolder, 'assets', 'vendor', 'swagger-ui');
const source = path.join(projectFolder, 'node_modules', 'swagger-ui-dist');

it('copies Swagger UI and its licence, and leaves alone what is there', async () => {
  await rm(path.join(target, 'swagger-ui.css'), { force: true });
  await buildAssets();
  for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE']) {
    expect(await readFile(path.join(target, name))).toEqual(await readFile(path.join(source, name)));
  }
  const before = await stat(path.join(target, 'swagger-ui.css'));
  await buildAssets();
  expect((await stat(path.join(target, 'swagger-ui.css'))).mtimeMs).toBe(before.mtimeMs);
});
