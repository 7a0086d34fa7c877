import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { projectFolder } from '../dev/settings.ts';

/**
 * Bundles a Worker as a deployment would, without deploying it.
 *
 * @param entry its module, relative to the project's folder
 * @param outDir where the bundle is written
 * @returns the path of the bundle
 * @throws Error with wrangler's output
 */
export async function buildWorker(entry: string, outDir: string): Promise<string> {
  const wrangler = fileURLToPath(import.meta.resolve('wrangler'));
  const args = ['--no-warnings', wrangler, 'deploy', entry, '--dry-run', '--env=', '--outdir', outDir];
  const env = {
    ...process.env,
    // The build command in wrangler.toml runs `node` from the PATH.
    PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_WRITE_LOGS: 'false',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  };
  try {
    await promisify(execFile)(process.execPath, args, { cwd: projectFolder, env });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`The Worker ${entry} was not built: ${said}`, { cause: error });
  }
  return path.join(outDir, `${path.basename(entry, '.ts')}.js`);
}
