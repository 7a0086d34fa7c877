import { expect, it } from 'vitest';
import { inSlices } from '../../src/features/upkeep/slices.ts';
import { DatabaseUnavailable } from '../../src/values/database-unavailable.ts';
import { workerRuntime } from '../../src/deps.ts';

/** A task of some size, whose database times out on slices of more than `most` and takes a second for each. */
async function run({ size, most, runMs = 60_000 }: { size: number; most: number; runMs?: number }) {
  let now = 0;
  let left = size;
  const asked: number[] = [];
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const runtime = { ...workerRuntime, now: () => now };
  const done = inSlices({ runtime, log }, { task: 'test', size: 1000, runMs }, async (atMost) => {
    now += 1000;
    asked.push(atMost);
    if (atMost > most) throw new DatabaseUnavailable('It timed out.');
    const slice = Math.min(atMost, left);
    left -= slice;
    return slice;
  });
  return { done: await done.catch((error: unknown) => error), asked, left };
}

it('goes on until nothing is left', async () => {
  expect(await run({ size: 2500, most: 1000 })).toEqual({
    done: 2500,
    asked: [1000, 1000, 1000, 1000],
    left: 0,
  });
});

it('halves slices that time out, and stays with what is done in time', async () => {
  expect(await run({ size: 700, most: 300 })).toEqual({
    done: 700,
    asked: [1000, 500, 250, 250, 250, 250],
    left: 0,
  });
});

it('fails if not even one can be done in time', async () => {
  const { done, asked, left } = await run({ size: 5, most: 0 });
  expect(done).toBeInstanceOf(DatabaseUnavailable);
  expect([asked.at(-1), left]).toEqual([1, 5]);
});

it('starts no slice when its time is up', async () => {
  expect(await run({ size: 9000, most: 1000, runMs: 2500 })).toMatchObject({ done: 3000, left: 6000 });
});
