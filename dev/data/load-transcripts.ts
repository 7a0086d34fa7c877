import type { Client } from 'pg';
import { BadLines } from './bad-lines.ts';
import { readFileLines } from './file-lines.ts';
import { loadStagedRange } from './load-staged-range.ts';
import { parseTranscript } from './parse-transcript.ts';
import { every } from './progress.ts';
import { findTimeShift, noShift, type TimeShift } from './time-shift.ts';
import { checkIds, checkShiftedTimes } from './transcript-checks.ts';
import { TranscriptStaging } from './transcript-staging.ts';

/** Any number, the same for all imports: the second of two at once then sees what the first has loaded. */
const lockKey = 20_260_602;

/** What an import did. */
export interface LoadedTranscripts {
  sessions: number;
  messages: number;
  participants: number;
  /** Sessions of the file that the database had, and kept as they were. */
  alreadyThere: number;
  shift: TimeShift;
}

/** The file has bad lines, so nothing was loaded. */
export class BadFileError extends Error {
  override readonly name = 'BadFileError';
  /** One line of text for each bad line of the file, at least for the first hundred. */
  readonly report: string[];

  constructor(badLines: BadLines) {
    super(`${badLines.count} ${badLines.count === 1 ? 'line is' : 'lines are'} bad, so nothing was loaded`);
    this.report = badLines.describe();
  }
}

/**
 * Loads a file of transcripts, all of it or nothing, in one transaction. A session that the database has
 * already stays as it is, with its messages and participants; the others' derived columns come from the triggers.
 *
 * @param options.shiftToNow moves all times of the file by one offset, so that its newest message is now. What
 *   a document says is later than that message (a `closed_at`, say) is then in the future by as much.
 * @throws {BadFileError} naming every bad line
 * @throws what `fs` and `pg` throw
 */
export async function loadTranscripts(
  client: Client,
  options: { file: string; shiftToNow: boolean; onProgress(line: string): void },
): Promise<LoadedTranscripts> {
  await client.query('begin');
  try {
    await client.query(
      `set local time zone 'UTC'; set local intervalstyle = 'postgres'; set local statement_timeout = 0`,
    );
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const loaded = await stageAndLoad(client, options);
    await client.query('commit');
    return loaded;
  } catch (error) {
    // A connection that is gone has rolled back already.
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function stageAndLoad(
  client: Client,
  { file, shiftToNow, onProgress }: Parameters<typeof loadTranscripts>[1],
): Promise<LoadedTranscripts> {
  const staging = new TranscriptStaging(client);
  const badLines = await stage(file, staging, onProgress);
  await checkIds(client, badLines);
  const shift = shiftToNow ? await findTimeShift(client) : noShift;
  if (shiftToNow) await checkShiftedTimes(client, badLines, shift.interval);
  if (badLines.count > 0) throw new BadFileError(badLines);

  const loaded = { sessions: 0, messages: 0, participants: 0, alreadyThere: 0, shift };
  const report = every(onProgress);
  for (const range of staging.ranges) {
    const counts = await loadStagedRange(client, range, shift.interval);
    loaded.sessions += counts.sessions;
    loaded.messages += counts.messages;
    loaded.participants += counts.participants;
    report(() => `loaded ${loaded.sessions} of ${staging.documents} sessions`);
  }
  loaded.alreadyThere = staging.documents - loaded.sessions;
  return loaded;
}

async function stage(
  file: string,
  staging: TranscriptStaging,
  onProgress: (line: string) => void,
): Promise<BadLines> {
  const badLines = new BadLines();
  const report = every(onProgress);
  await staging.open();
  for await (const line of readFileLines(file)) {
    if ('problem' in line) {
      badLines.add(line.number, line.problem);
    } else {
      const parsed = parseTranscript(line.text);
      if (parsed.ok) {
        await staging.add(line.number, parsed.document, line.text.length);
      } else {
        for (const reason of parsed.reasons) badLines.add(line.number, reason);
        await staging.addClaims(line.number, parsed.claims);
      }
    }
    if (badLines.isFull) break;
    report(() => `read ${line.number} lines`);
  }
  await staging.close();
  return badLines;
}
