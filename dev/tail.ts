/** The last lines of a log, indented, to print below an error message. */
export function tailOf(log: string, lines = 12): string {
  return log
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join('\n');
}
