import { beforeEach, expect, it } from 'vitest';
import { BurstWriter, burstMs } from '../../src/http/burst-writer.ts';

let now: number;
let sleepers: (() => void)[];
let written: string[];
let kept: Promise<unknown>[];
let writer: BurstWriter;

beforeEach(() => {
  now = 1_000_000;
  [sleepers, written, kept] = [[], [], []];
  writer = new BurstWriter({
    now: () => now,
    sleep: () => new Promise((resolve) => void sleepers.push(resolve)),
  });
});

const write = (line: string): void =>
  writer.write(
    () => void written.push(line),
    (work) => void kept.push(work),
  );

it('writes a line at once, where none came just before', () => {
  for (const line of ['a', 'b', 'c']) {
    write(line);
    now += burstMs;
  }
  expect(written).toEqual(['a', 'b', 'c']);
  expect(kept).toEqual([]);
});

it('writes lines that come too fast one after the other, behind one of them', async () => {
  for (const line of 'abcde') write(line);
  expect(written).toEqual(['a']);
  expect(kept).toHaveLength(1);
  now += burstMs;
  for (const wake of sleepers) wake();
  await Promise.all(kept);
  expect(written).toEqual([...'abcde']);
});

it('loses none that waited for a request that was cut off', () => {
  write('a');
  write('b');
  now += burstMs;
  write('c');
  expect(written).toEqual(['a', 'b', 'c']);
  now -= 60_000;
  write('d');
  expect(written).toEqual(['a', 'b', 'c', 'd']);
});

it('keeps no more than some hundred waiting', () => {
  for (let i = 0; i < 1000; i += 1) write(String(i));
  expect(written.length).toBeGreaterThan(800);
  now += burstMs;
  write('last');
  expect(written).toEqual([...Array.from({ length: 1000 }, (_, i) => String(i)), 'last']);
});
