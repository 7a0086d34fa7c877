import { BoundedMap } from '../../values/bounded-map.ts';
import { linesIn, readRecord, type AgentRecord } from './agent-lines.ts';

/** What agents did in a kept window. */
export interface KeptLines {
  /** Of those who handled any session, most sessions first. */
  records: readonly AgentRecord[];
  /** Where each agent is among them, by its id. */
  places: ReadonlyMap<string, number>;
  /** Of their text, and of what is written of it, which is some three times as long. */
  characters: number;
}

/** The same by the version of the window: a random one, that says which lines it came with. */
export type KnownLines = ReadonlyMap<string, KeptLines>;

/** Parsed lines of kept windows, so that a repeated window is neither sent nor parsed again. */
export type KeptLinesMemo = BoundedMap<KeptLines>;
export const newKeptLinesMemo = (): KeptLinesMemo =>
  new BoundedMap({ entries: 8, characters: 8_000_000 }, ({ characters }) => characters);

/** What is known now. A request holds this copy until it has its answer, whatever the memo forgets meanwhile. */
export const knownLines = (memo: KeptLinesMemo): KnownLines => new Map(memo.entries());

/**
 * What agents did in a kept window. Afterwards the memo knows it.
 *
 * @param sent its lines; null where they were known
 * @param known what was known when the statement was sent
 * @throws Error if neither has the lines, or they cannot be parsed
 */
export function keptLines(
  version: string,
  sent: string | null,
  known: KnownLines,
  memo: KeptLinesMemo,
): KeptLines {
  const lines = sent === null ? known.get(version) : readKeptLines(sent);
  if (lines === undefined) throw new Error('Lines of agents that are not known were not sent.');
  memo.set(version, lines);
  return lines;
}

function readKeptLines(sent: string): KeptLines {
  // Who was only assigned, or only answered, is there as well, and in no answer.
  const records = linesIn(sent)
    .map(readRecord)
    .filter(({ handled }) => handled > 0);
  const places = new Map(records.map(({ agent_id: id }, place) => [id, place]));
  return { records, places, characters: 4 * sent.length };
}
