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
 * A secret that is made once and kept in `file`, readable by its owner alone. Two programs that ask at the same
 * moment get the same one.
 *
 * @param make one line; by default 256 random bits, in hexadecimal
 */
export async function readOrCreateSecret(
  file: string,
  make: () => string = () => randomBytes(32).toString('hex'),
): Promise<string> {
  const kept = await read(file);
  if (kept !== undefined && kept !== '') return kept;
  if (kept === '') throw new Error(`${file} is empty: remove it, and a new secret is made.`);
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, `${make()}\n`, { mode: 0o600, flag: 'wx' });
    // A link appears whole or not at all, and never replaces what somebody else just put there.
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}
