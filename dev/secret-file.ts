import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Reads the secret in `file`, or creates it, readable only by its owner. Concurrent programs get the same
 * secret.
 *
 * @param make returns one line; by default 256 random bits, in hexadecimal
 */
export async function readOrCreateSecret(
  file: string,
  make: () => string = () => randomBytes(32).toString('hex'),
): Promise<string> {
  const kept = await read(file);
  if (kept !== undefined && kept !== '') return kept;
  if (kept === '') throw new Error(`${file} is empty: remove it to create a new secret.`);
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, `${make()}\n`, { mode: 0o600, flag: 'wx' });
    // `link` is atomic and never replaces a file that another process has just created.
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}
