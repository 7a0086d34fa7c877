/** The median; for an even number of values, the mean of the two in the middle. NaN if there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/**
 * Runs blocks of all compared things in alternation, A, B, C, C, B, A, A …, so that disturbances on the
 * machine affect all of them equally. A warm-up round comes first and is not counted.
 *
 * @param blocks each runs one block and returns its result, such as a median
 * @returns the median over the blocks of each thing
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

/**
 * Makes sequential calls and returns their median duration in milliseconds.
 *
 * @param between runs after each call and is not timed
 */
export async function medianMs(
  calls: number,
  call: () => Promise<unknown>,
  between: () => Promise<unknown> = async () => {},
): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < calls; i++) {
    const begun = performance.now();
    await call();
    times.push(performance.now() - begun);
    await between();
  }
  return median(times);
}
