import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const source = path.join(root, 'ui');
const target = path.join(root, 'assets', 'ui');
/** Says which sources the files in assets/ui were built from. */
const stampFile = path.join(root, 'node_modules', '.cache', 'chat-dashboard', 'ui-build');

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !path.relative(folder, file).split(path.sep).includes('node_modules'))
    .sort();
}

/** A hash of everything that the build reads. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [path.join(root, 'package-lock.json'), ...(await filesIn(source))]) {
    hash.update(`${path.relative(root, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Runs `vite build` as a process of its own: inside vitest, NODE_ENV would make it a development build. */
async function runVite(outDir: string): Promise<void> {
  const vite = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const args = [
    'build',
    '--config',
    path.join(source, 'vite.config.ts'),
    '--outDir',
    outDir,
    '--logLevel',
    'warn',
  ];
  const child = spawn(process.execPath, [vite, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`vite build failed with ${code}.`);
}

/** Puts a build in place while another process may serve the last one: new files, then the shell, then no old ones. */
async function publish(built: string): Promise<void> {
  const isShell = (file: string): boolean => path.basename(file) === 'index.html';
  const files = (await filesIn(built)).map((file) => path.relative(built, file));
  for (const file of [...files.filter((name) => !isShell(name)), ...files.filter(isShell)]) {
    const to = path.join(target, file);
    await mkdir(path.dirname(to), { recursive: true });
    await rename(path.join(built, file), to);
  }
  const current = new Set(files.map((file) => path.join(target, file)));
  for (const file of await filesIn(target)) if (!current.has(file)) await rm(file, { force: true });
}

/**
 * Builds the admin UI into assets/ui/, from where the Worker serves it. Does nothing if the sources are those of the
 * last build.
 *
 * @returns whether it has built
 */
export async function buildUi(): Promise<boolean> {
  const hash = await hashSources();
  const last = await readFile(stampFile, 'utf8').catch(() => '');
  if (last === hash && (await isThere(path.join(target, 'index.html')))) return false;
  await mkdir(path.dirname(stampFile), { recursive: true });
  const built = await mkdtemp(`${stampFile}-`);
  try {
    await runVite(built);
    await publish(built);
  } finally {
    await rm(built, { recursive: true, force: true });
  }
  await writeFile(stampFile, hash);
  return true;
}

if (import.meta.main) await buildUi();
