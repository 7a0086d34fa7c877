import { oneLine } from '../explain.ts';

/** An argument is wrong; the message is one line that ends with how it is done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs `parse` over the arguments; `--help` prints the usage and ends the program. @throws {UsageError} for whatever it throws */
export function parseArguments<T>(usage: string, parse: (args: string[]) => T): T {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parse(args);
  } catch (error) {
    // Node follows "Unknown option '--x'" with advice about other cases.
    const [reason] = oneLine(error).split('. ', 1);
    throw new UsageError(`${reason}; usage: ${usage}`);
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
