import { execFile } from 'node:child_process';
import { chown, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How to start a program that refuses to run as root. */
export interface UnprivilegedRun {
  /** Arguments to put before the program and its arguments; empty if none are needed. */
  prefix: string[];
  /** Options for `spawn`, used if no installed program can drop privileges. */
  spawnOptions: { uid?: number; gid?: number };
  /** Changes the owner of a file or folder to the user that the program will run as. */
  giveTo(file: string): Promise<void>;
}

interface Account {
  uid: number;
  gid: number;
}

/** The `nobody` account of this machine. */
async function findNobody(): Promise<Account> {
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = accounts
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  const uid = Number(fields?.[2]);
  const gid = Number(fields?.[3]);
  return uid > 0 && gid > 0 ? { uid, gid } : { uid: 65534, gid: 65534 };
}

/** Whether a user who owns none of the parent folders of `file` can reach it. */
async function isOpenToAll(file: string): Promise<boolean> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/**
 * Finds a way to run PostgreSQL, which refuses to run as root. An ordinary user runs it directly.
 *
 * Root switches to the owner of `workFolder`, or to `nobody` if root owns it, but keeps the one capability
 * that lets a process enter any folder (CAP_DAC_OVERRIDE). PostgreSQL can then run in a clone that only root
 * may enter, such as one in /root or from mktemp -d.
 *
 * @param program an absolute path; it is run once with `--version` to check that it works
 * @param workFolder an existing folder that the program will write to
 * @throws Error with one line that says what to do, if this machine offers no way
 */
export async function findUnprivilegedRun(program: string, workFolder: string): Promise<UnprivilegedRun> {
  if (process.getuid?.() !== 0) return { prefix: [], spawnOptions: {}, giveTo: async () => {} };
  const owner = await stat(workFolder);
  const { uid, gid } = owner.uid === 0 ? await findNobody() : owner;
  const giveTo = (file: string): Promise<void> => chown(file, uid, gid);

  const prefix = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
  ];
  try {
    await run('setpriv', [...prefix.slice(1), program, '--version'], { cwd: '/' });
    return { prefix, spawnOptions: {}, giveTo };
  } catch {
    // There is no setpriv, or the container does not grant the capability.
  }
  try {
    await run(program, ['--version'], { cwd: '/', uid, gid });
    if (await isOpenToAll(workFolder)) {
      return { prefix: [], spawnOptions: { uid, gid }, giveTo };
    }
  } catch {
    // The error below explains it.
  }
  throw new Error(
    'PostgreSQL refuses to run as root. Run this as an ordinary user, or install setpriv (Debian: util-linux), ' +
      'or move the project and DATA_DIR to folders that every user may enter.',
  );
}
