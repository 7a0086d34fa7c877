/** Lines whose reasons are told; of the others the number alone. */
const maxExplained = 100;
const maxReasonsPerLine = 3;
const maxRanges = 1000;
/** A file with more than this is no import file. */
const maxBadLines = 100_000;

/** Collects what is wrong with a file, line by line, to be told at its end. */
export class BadLines {
  readonly #found = new Map<number, { told: string[]; untold: number }>();

  /** How many lines are bad. */
  get count(): number {
    return this.#found.size;
  }

  /** Whether so many are bad that there is no use in reading on. */
  get isFull(): boolean {
    return this.#found.size >= maxBadLines;
  }

  /** @param reason what follows the line's number: `session.rating must be …` */
  add(line: number, reason: string): void {
    const reasons = this.#found.get(line);
    if (reasons === undefined) this.#found.set(line, { told: [reason], untold: 0 });
    else if (reasons.told.length < maxReasonsPerLine) reasons.told.push(reason);
    else reasons.untold++;
  }

  /**
   * The report: a line of text for each of the first hundred bad lines with its reasons, then the numbers of
   * all the others.
   */
  describe(): string[] {
    const sorted = [...this.#found].toSorted(([a], [b]) => a - b);
    const explained = sorted.slice(0, maxExplained).map(([line, { told, untold }]) => {
      const reasons = untold > 0 ? [...told, `and ${untold} more`] : told;
      return `line ${line}: ${reasons.join('; ')}`;
    });
    const others = sorted.slice(maxExplained).map(([line]) => line);
    if (others.length === 0) return explained;
    return [...explained, `and ${others.length} more: lines ${describeRanges(others)}`];
  }
}

/** `[4, 5, 6, 9]` becomes `4-6, 9`. */
function describeRanges(sorted: number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const line of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  const told = ranges.slice(0, maxRanges).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  return told.join(', ') + (ranges.length > maxRanges ? ', …' : '');
}
