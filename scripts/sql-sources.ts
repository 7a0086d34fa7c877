import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { counts, distributions } from '../src/db/schema/figures.ts';

const root = path.resolve(import.meta.dirname, '..');

/** The one source that defines no function: storage settings and grants. */
export const settingsPath = 'src/db/settings.sql';

const lists = { '{count}': counts, '{distribution}': distributions };

/**
 * Repeats each run of lines that contain `{count}` or `{distribution}` once per name in that list.
 *
 * @example `, sum({count})` becomes `, sum(sessions)`, `, sum(waiting)`, …
 */
export function expandTemplateLines(text: string): string {
  return Object.entries(lists).reduce(
    (expanded, [placeholder, names]) =>
      expanded.replaceAll(new RegExp(`(?:^.*${placeholder}.*\\n)+`, 'gm'), (lines) =>
        names.map((name) => lines.replaceAll(placeholder, name)).join(''),
      ),
    text,
  );
}

/** A file of SQL under src/: one function, with its triggers, or the settings. */
export interface SqlSource {
  /** Relative to the repository, with forward slashes. */
  path: string;
  /** The function that the file must define: `dashboard_hand_over` for `hand-over.sql`. */
  functionName: string;
  /** With template lines expanded. */
  text: string;
}

/**
 * Reads every .sql file under src/, in the order of their paths, the settings last.
 *
 * @throws Error when a file does not define exactly the function that its name says
 */
export async function readSqlSources(): Promise<SqlSource[]> {
  const sources: SqlSource[] = [];
  for await (const file of glob('src/**/*.sql', { cwd: root })) {
    const source = {
      path: file.split(path.sep).join('/'),
      functionName: `dashboard_${path.basename(file, '.sql').replaceAll('-', '_')}`,
      text: expandTemplateLines(await readFile(path.join(root, file), 'utf8')),
    };
    if (source.path !== settingsPath) expectOneFunction(source);
    sources.push(source);
  }
  const rank = (source: SqlSource): number => Number(source.path === settingsPath);
  return sources.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

function expectOneFunction({ path: file, functionName, text }: SqlSource): void {
  const defined = [...text.matchAll(/^CREATE OR REPLACE FUNCTION public\.(\w+)/gm)].map(([, name]) => name);
  if (defined.length !== 1 || defined[0] !== functionName) {
    throw new Error(
      `${file} must define public.${functionName} and nothing else, with CREATE OR REPLACE FUNCTION.`,
    );
  }
}
