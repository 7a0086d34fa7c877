import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parseArguments, runCommand } from './data/command.ts';
import { BadFileError, loadTranscripts, type LoadedTranscripts } from './data/load-transcripts.ts';
import { withRunningDatabase } from './data/running-database.ts';

const usage = 'npm run import -- FILE.ndjson [--shift-to-now]';

/** @throws Error about the first invalid argument */
function parseImportArguments(args: string[]): { file: string; shiftToNow: boolean } {
  const { values, positionals } = parseArgs({
    args,
    options: { 'shift-to-now': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (file === undefined || file === '') throw new Error('name the file to import');
  if (more.length > 0) throw new Error('one file at a time');
  return { file, shiftToNow: values['shift-to-now'] };
}

/** npm runs scripts in the project's folder and stores the user's working directory in INIT_CWD. */
async function findFile(file: string): Promise<string> {
  for (const folder of [process.cwd(), process.env['INIT_CWD'] ?? process.cwd()]) {
    const found = path.resolve(folder, file);
    const stats = await stat(found).catch(() => undefined);
    if (stats?.isDirectory()) throw new Error(`${file} is a folder`);
    if (stats !== undefined) return found;
  }
  throw new Error(`there is no file ${file}`);
}

function summarise({ sessions, messages, participants, alreadyThere, shift }: LoadedTranscripts): string {
  const loaded = `Loaded ${sessions} sessions, ${messages} messages, ${participants} participants`;
  const moved = `, moved by ${shift.interval}${shift.isAsBefore ? ' as those already there' : ''}`;
  return `${loaded}${sessions > 0 && shift.interval !== '0' ? moved : ''}; ${alreadyThere} already there.`;
}

/** Loads a file of transcripts into the running database (docs/local-development.md). */
await runCommand('Not imported', async () => {
  const { file, shiftToNow } = parseArguments(usage, parseImportArguments);
  const found = await findFile(file);
  try {
    const loaded = await withRunningDatabase(process.env, (client) =>
      loadTranscripts(client, { file: found, shiftToNow, onProgress: (line) => console.error(`  ${line}`) }),
    );
    console.log(summarise(loaded));
  } catch (error) {
    if (error instanceof BadFileError) console.error(error.report.join('\n'));
    throw error;
  }
});
