import { describe, expect, it } from 'vitest';
import { FlightTimeout, SingleFlight } from '../../src/cache/single-flight.ts';

const patienceMs = 1000;

/** A clock whose sleepers wake when it is moved. */
function clockwork() {
  let now = 0;
  let sleepers: { at: number; wake: () => void }[] = [];
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
  };
  return {
    runtime: {
      now: () => now,
      sleep: (milliseconds: number) =>
        new Promise<void>((wake) => {
          sleepers.push({ at: now + milliseconds, wake });
        }),
    },
    settle,
    async advance(milliseconds: number) {
      now += milliseconds;
      const due = sleepers.filter(({ at }) => at <= now);
      sleepers = sleepers.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
      await settle();
    },
  };
}

/** Things that are made when the test says so. */
function workshop() {
  const clock = clockwork();
  const flights = new SingleFlight<string>(patienceMs, clock.runtime);
  const made: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const kept: Promise<unknown>[] = [];
  const make = () => new Promise<string>((resolve, reject) => void made.push({ resolve, reject }));
  const keep = (ended: Promise<unknown>) => void kept.push(ended);
  const join = (onlyLater = false, key = 'a') => flights.join(key, make, keep, { onlyLater });
  return { ...clock, flights, made, kept, make, keep, join };
}

it('makes one thing for all who want it at once, and the next for those who come after', async () => {
  const { made, join, settle } = workshop();
  const all = Array.from({ length: 50 }, () => join());
  expect(made).toHaveLength(1);
  made[0]?.resolve('first');
  expect(await Promise.all(all)).toEqual([
    { value: 'first', joined: false },
    ...Array.from({ length: 49 }, () => ({ value: 'first', joined: true })),
  ]);
  void join();
  await settle();
  expect(made).toHaveLength(2);
});

it('keeps keys apart', async () => {
  const { made, join } = workshop();
  const both = [join(false, 'a'), join(false, 'b')];
  made[0]?.resolve('for a');
  made[1]?.resolve('for b');
  expect((await Promise.all(both)).map(({ value }) => value)).toEqual(['for a', 'for b']);
});

it('fails for all who wait, and remembers nothing of it', async () => {
  const { made, kept, join, settle } = workshop();
  const both = Promise.allSettled([join(), join()]);
  const error = new Error('failed');
  made[0]?.reject(error);
  expect(await both).toEqual([
    { status: 'rejected', reason: error },
    { status: 'rejected', reason: error },
  ]);
  // What was handed to waitUntil does not fail.
  await Promise.all(kept);
  void join();
  await settle();
  expect(made).toHaveLength(2);
});

describe('one that hangs', () => {
  it('has its place taken by one of those who wait; the others wait for that one', async () => {
    const { made, join, advance } = workshop();
    void join();
    const waiting = Array.from({ length: 10 }, () => join());
    await advance(patienceMs);
    expect(made).toHaveLength(2);
    made[1]?.resolve('second');
    expect((await Promise.all(waiting)).map(({ value }) => value)).toEqual(
      Array.from({ length: 10 }, () => 'second'),
    );
  });

  it('is given up where the next one hangs too, but for one who takes that one’s place', async () => {
    const { made, join, advance } = workshop();
    const [, , third, ...rest] = Array.from({ length: 10 }, () => join());
    const givenUp = Promise.allSettled(rest);
    await advance(patienceMs);
    await advance(patienceMs);
    for (const end of await givenUp) expect(end).toMatchObject({ reason: expect.any(FlightTimeout) });
    expect(made).toHaveLength(3);
    made[2]?.resolve('third');
    expect(await third).toEqual({ value: 'third', joined: false });
  });

  it('is not waited for by those who come later', async () => {
    const { flights, made, join, advance } = workshop();
    void join();
    expect(flights.isUnderWay('a')).toBe(true);
    await advance(patienceMs);
    expect(flights.isUnderWay('a')).toBe(false);
    const next = join();
    made[1]?.resolve('second');
    expect(await next).toEqual({ value: 'second', joined: false });
  });

  it('does not end the one that took its place when it ends after all', async () => {
    const { flights, made, join, advance, settle } = workshop();
    const first = join();
    await advance(patienceMs);
    void join();
    made[0]?.resolve('first');
    expect(await first).toEqual({ value: 'first', joined: false });
    await settle();
    expect(flights.isUnderWay('a')).toBe(true);
  });
});

describe('who wants a later one', () => {
  it('waits for the one under way, and shares the next with others who came meanwhile', async () => {
    const { made, join, settle } = workshop();
    void join();
    const later = Array.from({ length: 10 }, () => join(true));
    const earlier = join();
    made[0]?.resolve('first');
    await settle();
    expect(await earlier).toEqual({ value: 'first', joined: true });
    expect(made).toHaveLength(2);
    made[1]?.resolve('second');
    expect(new Set((await Promise.all(later)).map(({ value }) => value))).toEqual(new Set(['second']));
  });

  it.each(['fails', 'hangs'])('does not mind that the one under way %s', async (end) => {
    const { made, join, advance, settle } = workshop();
    const first = Promise.allSettled([join()]);
    const later = join(true);
    if (end === 'fails') {
      made[0]?.reject(new Error('failed'));
      await first;
    } else {
      await advance(patienceMs);
    }
    await settle();
    made[1]?.resolve('second');
    expect(await later).toEqual({ value: 'second', joined: false });
  });
});
