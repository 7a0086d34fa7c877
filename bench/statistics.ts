/** The middle value; of an even number, the mean of the two in the middle. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/**
 * Runs blocks of everything that is to be compared in turn, A, B, C, C, B, A, A …, so that whatever else the
 * machine does in these minutes falls on all of them alike. One round goes first that counts for nothing.
 *
 * @param blocks each runs one block and says what came of it, such as its median
 * @returns the median of each one's blocks
 */
export async function alternate<Name extends string>(
  rounds: number,
  blocks: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(blocks) as Name[];
  const found = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await blocks[name]();
      if (round > 0) found.get(name)?.push(value);
    }
  }
  const medians = names.map((name) => [name, median(found.get(name) ?? [])]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

/** Calls one after the other and takes the time of each. Their median, in milliseconds. */
export async function medianMs(calls: number, call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < calls; i++) {
    const begun = performance.now();
    await call();
    times.push(performance.now() - begun);
  }
  return median(times);
}
