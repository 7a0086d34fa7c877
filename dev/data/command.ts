import { oneLine } from '../explain.ts';

/**
 * Runs `parse` over the program's arguments; `--help` prints the usage and ends the program.
 *
 * @throws Error with one line, the reason and how it is done, for whatever `parse` throws
 */
export function parseArguments<T>(usage: string, parse: (args: string[]) => T): T {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  const parsed = attempt(() => parse(args));
  if (parsed.ok) return parsed.value;
  // Node follows "Unknown option '--x'" with advice about other cases.
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
 * Runs a command-line program: a failure becomes one line on standard error and exit code 1, without a stack
 * and without anything that holds a credential.
 *
 * @param failed what did not happen then: `Not imported`
 */
export async function runCommand(failed: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(`${failed}: ${oneLine(error)}`);
    process.exitCode = 1;
  }
}
