/** One fenced code block of a Markdown page. */
export interface PageStep {
  /** The heading above it. */
  heading: string;
  language: string;
  text: string;
}

/** The code blocks of a page that a reader runs or copies, in the page's order. */
export function pageSteps(page: string): PageStep[] {
  let heading = '';
  return [...page.matchAll(/^#+ (.*)$|^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)].flatMap(
    ([, title, indent = '', language, text = '']) => {
      heading = title ?? heading;
      return language === undefined
        ? []
        : [{ heading, language, text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), '') }];
    },
  );
}

/**
 * Sets what `block` sets in the tables of the same name, as a reader does in an editor: in place of the line that has
 * the key, which may be commented out.
 *
 * @throws Error if a table or a key is not there to be set
 */
export function setInToml(toml: string, block: string): string {
  const lines = toml.split('\n');
  let table = '';
  for (const line of block.split('\n').filter(Boolean)) {
    if (line.startsWith('[')) {
      table = line;
      continue;
    }
    const key = line.split(' = ', 1)[0] ?? '';
    const start = lines.indexOf(table);
    const length = lines.slice(start + 1).findIndex((other) => other.startsWith('['));
    const at = lines.findIndex(
      (other, index) =>
        index > start &&
        (length === -1 || index <= start + length) &&
        other.replace(/^# /, '').startsWith(`${key} = `),
    );
    if (start === -1 || at === -1) throw new Error(`wrangler.toml has no ${key} in ${table} to set`);
    lines[at] = line;
  }
  return lines.join('\n');
}
