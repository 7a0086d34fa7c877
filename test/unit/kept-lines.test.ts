import { expect, it } from 'vitest';
import { keptLines, knownLines } from '../../src/features/metrics/kept-lines.ts';
import { newId } from '../support/rows.ts';

const figures = '1,2,0,0,0,0,0,,0,0,,0,0,';
const noSession = '0,0,0,1,5,0,0,,0,0,,0,0,';
const nothingKnown = new Map<string, never>();

it('are known once they were sent, by their version', () => {
  const [version, agent] = [newId(), newId()];
  const lines = keptLines(version, `${agent},${figures};${newId()},${noSession}`, nothingKnown);
  expect(lines.records).toEqual([{ agent_id: agent, handled: 1, figures: { sent: figures } }]);
  expect(lines.places.get(agent)).toBe(0);
  expect(knownLines().get(version)).toBe(lines);
  expect(keptLines(version, null, knownLines())).toBe(lines);
  expect(keptLines(version, '', knownLines()).records).toEqual([]);
});

it('stay with who asked for what was known, whatever is forgotten meanwhile', () => {
  const version = newId();
  const lines = keptLines(version, `${newId()},${figures}`, nothingKnown);
  const known = knownLines();
  for (let others = 0; others < 20; others += 1) keptLines(newId(), '', nothingKnown);
  expect(knownLines().has(version)).toBe(false);
  expect(keptLines(version, null, known)).toBe(lines);
  expect(knownLines().has(version)).toBe(true);
});

it('are never taken for others: what was neither sent nor known is an error, and so is what is no line', () => {
  expect(() => keptLines(newId(), null, knownLines())).toThrow('not known');
  expect(() => keptLines(newId(), `${newId()},x`, nothingKnown)).toThrow('not written as it should be');
});
