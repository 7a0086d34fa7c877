/** The last lines of a log, indented, to stand below the sentence that says what failed. */
export function tailOf(log: string, lines = 12): string {
  return log
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join('\n');
}
