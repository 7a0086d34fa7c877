import { expect, it } from 'vitest';
import { keptLines, knownLines, newKeptLinesMemo } from '../../src/features/metrics/kept-lines.ts';
import { newId } from '../support/rows.ts';

const figures = '1,2,0,0,0,0,0,,0,0,,0,0,';
const noSession = '0,0,0,1,5,0,0,,0,0,,0,0,';
const nothingKnown = new Map<string, never>();
const memo = newKeptLinesMemo();

it('are known once they were sent, by their version', () => {
  const [version, agent] = [newId(), newId()];
  const lines = keptLines(version, `${agent},${figures};${newId()},${noSession}`, nothingKnown, memo);
  expect(lines.records).toEqual([{ agent_id: agent, handled: 1, figures: { sent: figures } }]);
  expect(lines.places.get(agent)).toBe(0);
  expect(knownLines(memo).get(version)).toBe(lines);
  expect(keptLines(version, null, knownLines(memo), memo)).toBe(lines);
  expect(keptLines(version, '', knownLines(memo), memo).records).toEqual([]);
});

it('stay with who asked for what was known, whatever is forgotten meanwhile', () => {
  const version = newId();
  const lines = keptLines(version, `${newId()},${figures}`, nothingKnown, memo);
  const known = knownLines(memo);
  for (let others = 0; others < 20; others += 1) keptLines(newId(), '', nothingKnown, memo);
  expect(knownLines(memo).has(version)).toBe(false);
  expect(keptLines(version, null, known, memo)).toBe(lines);
  expect(knownLines(memo).has(version)).toBe(true);
});

it('are never taken for others: what was neither sent nor known is an error, and so is what is no line', () => {
  expect(() => keptLines(newId(), null, knownLines(memo), memo)).toThrow('not known');
  expect(() => keptLines(newId(), `${newId()},x`, nothingKnown, memo)).toThrow('not written as it should be');
});
