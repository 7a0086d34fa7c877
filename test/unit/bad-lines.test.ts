import { describe, expect, it } from 'vitest';
import { BadLines } from '../../dev/data/bad-lines.ts';

describe('BadLines', () => {
  it('tells the lines in order, whatever the order they were found in', () => {
    const badLines = new BadLines();
    badLines.add(7, 'is late');
    badLines.add(3, 'is early');
    expect(badLines.count).toBe(2);
    expect(badLines.describe()).toEqual(['line 3: is early', 'line 7: is late']);
  });

  it('tells three reasons a line', () => {
    const badLines = new BadLines();
    for (const reason of ['a', 'b', 'c', 'd', 'e']) badLines.add(1, reason);
    expect(badLines.describe()).toEqual(['line 1: a; b; c; and 2 more']);
  });

  it('explains a hundred lines and names all the others', () => {
    const badLines = new BadLines();
    for (let line = 1; line <= 150; line++) if (line !== 120) badLines.add(line, 'is wrong');
    const report = badLines.describe();
    expect(report).toHaveLength(101);
    expect(report.at(-1)).toBe('and 49 more: lines 101-119, 121-150');
  });

  it('has enough at some point', () => {
    const badLines = new BadLines();
    for (let line = 1; line < 100_000; line++) badLines.add(line, 'is wrong');
    expect(badLines.isFull).toBe(false);
    badLines.add(100_000, 'is wrong');
    expect(badLines.isFull).toBe(true);
  });
});
