import { BoundedMap } from '../../platform/bounded-map.ts';
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

/** Of windows that are asked for again before they are kept anew, lines are neither sent nor read again. */
const remembered = new BoundedMap<KeptLines>(
  { entries: 8, characters: 8_000_000 },
  ({ characters }) => characters,
);

/** What is known now. Whoever asks holds it until there is an answer, whatever is forgotten meanwhile. */
export const knownLines = (): KnownLines => new Map(remembered.entries());

/**
 * What agents did in a kept window, which is known from then on.
 *
 * @param sent its lines; null where they were known
 * @param known what was known when it was asked for
 * @throws Error where neither has them, or they are no lines
 */
export function keptLines(version: string, sent: string | null, known: KnownLines): KeptLines {
  const lines = sent === null ? known.get(version) : readKeptLines(sent);
  if (lines === undefined) throw new Error('Lines of agents that are not known were not sent.');
  remembered.set(version, lines);
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
