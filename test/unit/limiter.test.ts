import { describe, expect, it } from 'vitest';
import { DatabaseBusy } from '../../src/values/database-unavailable.ts';
import { Limiter, type Bound } from '../../src/values/limiter.ts';

const two: Bound = { name: 'two', most: 2, refusal: 'overloaded' };
const one: Bound = { name: 'one', most: 1, refusal: 'resource_busy' };

/** A limiter whose requests look for a place again when the test lets time pass. */
function setUp({ patienceMs = 1000, leaseMs = 5000 } = {}) {
  let now = 0;
  let sleepers: (() => void)[] = [];
  const sleep = () => new Promise<void>((wake) => void sleepers.push(wake));
  const limiter = new Limiter({ patienceMs, leaseMs }, { now: () => now, sleep });
  const works: { end(): void; fail(error: Error): void }[] = [];
  const kept: Promise<unknown>[] = [];
  const run = (bound: Bound = two): Promise<number> =>
    limiter.run(
      bound,
      () => {
        const number = works.length;
        return new Promise((resolve, reject) => {
          works.push({ end: () => resolve(number), fail: reject });
        });
      },
      (work) => void kept.push(work),
    );
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
  };
  const pass = async (milliseconds: number) => {
    now += milliseconds;
    const woken = sleepers;
    sleepers = [];
    for (const wake of woken) wake();
    await settle();
  };
  return { run, works, kept, pass, settle, countWaiting: () => sleepers.length };
}

it('runs as much as the bound says at once, and the next when a place is free', async () => {
  const { run, works, pass, settle } = setUp();
  const answers = [run(), run(), run()];
  await pass(10);
  expect(works).toHaveLength(2);
  works[0]?.end();
  await settle();
  await pass(20);
  expect(works).toHaveLength(3);
  works[1]?.end();
  works[2]?.end();
  expect(await Promise.all(answers)).toEqual([0, 1, 2]);
});

it('refuses with the reason of the bound when the patience ends, and the work never runs', async () => {
  const { run, works, pass, countWaiting } = setUp();
  void run(one);
  const refused = Promise.allSettled([run(one)]);
  while (countWaiting() > 0) await pass(1);
  expect(await refused).toMatchObject([{ status: 'rejected', reason: expect.any(DatabaseBusy) as unknown }]);
  expect(await refused).toMatchObject([{ reason: { reason: 'resource_busy' } }]);
  expect(works).toHaveLength(1);
});

it('keeps bounds of different names apart', async () => {
  const { run, works, settle } = setUp();
  for (const bound of [one, two, two]) void run(bound);
  await settle();
  expect(works).toHaveLength(3);
});

describe('the place of work', () => {
  it('that fails is free again', async () => {
    const { run, works, settle } = setUp();
    const failing = Promise.allSettled([run(one)]);
    works[0]?.fail(new Error('failed'));
    expect(await failing).toMatchObject([{ reason: { message: 'failed' } }]);
    void run(one);
    await settle();
    expect(works).toHaveLength(2);
  });

  it('that never ends is free after its lease, and the end of that work frees no other place', async () => {
    const { run, works, pass, settle } = setUp({ leaseMs: 5000 });
    void run(one);
    await pass(5000);
    void run(one);
    await settle();
    expect(works).toHaveLength(2);
    works[0]?.end();
    await settle();
    void run(one);
    await settle();
    expect(works).toHaveLength(2);
  });
});

it('keeps work running whose client goes away, and what it keeps does not fail', async () => {
  const { run, works, kept } = setUp();
  const failing = Promise.allSettled([run()]);
  expect(kept).toHaveLength(1);
  works[0]?.fail(new Error('failed'));
  await failing;
  await expect(kept[0]).resolves.toBeUndefined();
});
