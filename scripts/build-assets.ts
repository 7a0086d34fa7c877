import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildUi } from './build-ui.ts';

const files = ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE'];

async function isSame(source: string, target: string): Promise<boolean> {
  const [from, to] = await Promise.all([stat(source), stat(target).catch(() => undefined)]);
  return to !== undefined && from.size === to.size && from.mtimeMs <= to.mtimeMs;
}

/** Makes the Worker's generated assets: the admin UI and Swagger UI. What is up to date is left alone. */
export async function buildAssets(): Promise<void> {
  await Promise.all([buildUi(), copySwaggerUi()]);
}

/**
 * Copies Swagger UI's script and style, with its licence, from its npm package to assets/vendor/swagger-ui/,
 * for /docs to serve them from the Worker's own origin.
 */
async function copySwaggerUi(): Promise<void> {
  const source = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const target = fileURLToPath(new URL('../assets/vendor/swagger-ui/', import.meta.url));
  await mkdir(target, { recursive: true });
  await Promise.all(
    files.map(async (name) => {
      const [from, to] = [path.join(source, name), path.join(target, name)];
      if (await isSame(from, to)) return;
      // Another copy of the Worker may be reading it.
      const draft = `${to}.${randomUUID()}`;
      await copyFile(from, draft);
      await rename(draft, to);
    }),
  );
}

if (import.meta.main) await buildAssets();
