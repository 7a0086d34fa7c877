import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parseArguments, runCommand } from './data/command.ts';
import { exportTranscripts, noteExport, type ExportRange } from './data/export-transcripts.ts';
import { toMicrosecondInstant } from './data/instant.ts';
import { every } from './data/progress.ts';
import { withRunningDatabase } from './data/running-database.ts';

const usage = 'npm run -s export -- [FILE.ndjson] [--from INSTANT] [--to INSTANT]';

/** @throws Error about the first invalid argument */
function parseExportArguments(args: string[]): ExportRange & { file: string | undefined } {
  const { values, positionals } = parseArgs({
    args,
    options: { from: { type: 'string' }, to: { type: 'string' } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (more.length > 0) throw new Error('one file at a time');
  const instantOf = (name: 'from' | 'to'): string | undefined => {
    const text = values[name];
    const instant = text === undefined ? undefined : toMicrosecondInstant(text);
    if (text !== undefined && instant === undefined) {
      throw new Error(`--${name} must be an RFC 3339 instant like 2026-03-14T00:00:00Z`);
    }
    return instant;
  };
  return { file, from: instantOf('from'), to: instantOf('to') };
}

/** Writes to a file beside it first, so that a file is never half of an export. */
async function writeFile(file: string, text: Readable): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    await pipeline(text, createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Writes the transcripts of the running database in the format of `npm run import` (docs/local-development.md). */
await runCommand('Not exported', async () => {
  const { file, ...range } = parseArguments(usage, parseExportArguments);
  await withRunningDatabase(process.env, async (client) => {
    await noteExport(client, range);
    let sessions = 0;
    const report = every((line) => console.error(`  ${line}`));
    const onSession = (): void => {
      sessions += 1;
      report(() => `wrote ${sessions} sessions`);
    };
    const text = Readable.from(exportTranscripts(client, range, onSession));
    // npm runs scripts in the project's folder and stores the user's working directory in INIT_CWD.
    if (file === undefined) await pipeline(text, process.stdout, { end: false });
    else await writeFile(path.resolve(process.env['INIT_CWD'] ?? process.cwd(), file), text);
    console.error(`Exported ${sessions} sessions.`);
  });
});
