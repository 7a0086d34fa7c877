/** Bad lines reported with their reasons; for the others, only the line number is reported. */
const maxExplained = 100;
const maxReasonsPerLine = 3;
const maxRanges = 1000;
/** A file with more bad lines than this is not an import file. */
const maxBadLines = 100_000;

/** Collects the bad lines of a file, so that all of them are reported at the end. */
export class BadLines {
  readonly #found = new Map<number, { told: string[]; untold: number }>();

  /** How many lines are bad. */
  get count(): number {
    return this.#found.size;
  }

  /** Whether there are too many bad lines to read on. */
  get isFull(): boolean {
    return this.#found.size >= maxBadLines;
  }

  /** @param reason the text after the line number: `session.rating must be …` */
  add(line: number, reason: string): void {
    const reasons = this.#found.get(line);
    if (reasons === undefined) this.#found.set(line, { told: [reason], untold: 0 });
    else if (reasons.told.length < maxReasonsPerLine) reasons.told.push(reason);
    else reasons.untold++;
  }

  /**
   * The report: one line of text with the reasons for each of the first hundred bad lines, then the numbers
   * of the others.
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
