import { oneLine } from '../explain.ts';

/**
 * Parses the program's arguments with `parse`. `--help` prints the usage and exits.
 *
 * @throws Error with one line, the reason and the usage, if `parse` throws
 */
export function parseArguments<T>(usage: string, parse: (args: string[]) => T): T {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  const parsed = attempt(() => parse(args));
  if (parsed.ok) return parsed.value;
  // Node appends advice to "Unknown option '--x'"; keep only the first sentence.
  const [reason] = parsed.reason.split('. ', 1);
  throw new Error(`${reason}; usage: ${usage}`);
}

function attempt<T>(run: () => T): { ok: true; value: T } | { ok: false; reason: string } {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    return { ok: false, reason: oneLine(error) };
  }
}

/**
 * Runs a command-line program. A failure prints one line on standard error, without a stack or credentials,
 * and sets exit code 1.
 *
 * @param failed the start of that line: `Not imported`
 */
export async function runCommand(failed: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(`${failed}: ${oneLine(error)}`);
    process.exitCode = 1;
  }
}
