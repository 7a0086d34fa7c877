import type { Client } from 'pg';
import { BadLines } from './bad-lines.ts';
import { readFileLines } from './file-lines.ts';
import { loadStagedRange } from './load-staged-range.ts';
import { parseTranscript } from './parse-transcript.ts';
import { every } from './progress.ts';
import { findTimeShift, noShift, type TimeShift } from './time-shift.ts';
import { checkIds, checkShiftedTimes } from './transcript-checks.ts';
import { TranscriptStaging } from './transcript-staging.ts';

/** An arbitrary number shared by all imports, so that concurrent imports run one after the other. */
const lockKey = 20_260_602;

/** The result of an import. */
export interface LoadedTranscripts {
  sessions: number;
  messages: number;
  participants: number;
  /** Sessions of the file that already existed and were left unchanged. */
  alreadyThere: number;
  shift: TimeShift;
}

/** The file has bad lines; nothing was loaded. */
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
 * Loads a file of transcripts in one transaction. A session that already exists is left unchanged, along with
 * its messages and participants.
 *
 * @param options.shiftToNow moves all times of the file by one offset, so that its newest message is now.
 *   Times later than that message, such as a `closed_at`, are then in the future.
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
    // A lost connection has already rolled back.
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
