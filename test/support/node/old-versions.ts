import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A folder of migrations that tests can shorten and lengthen, like drizzle/ of another version. */
export interface MigrationsFolder {
  folder: string;
  /** The migrations' names, in order. */
  tags: string[];
  /** Leaves only the first so many. */
  keep(count: number): Promise<void>;
  /** Appends a migration. */
  add(tag: string, ...statements: string[]): Promise<void>;
}

interface Entry {
  idx: number;
  when: number;
  tag: string;
}

/** Copies drizzle/ into a folder that does not exist. */
export async function copyMigrations(folder: string): Promise<MigrationsFolder> {
  await cp('drizzle', folder, { recursive: true });
  const file = path.join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(file, 'utf8')) as { entries: Entry[] };
  const write = (entries: Entry[]): Promise<void> => writeFile(file, JSON.stringify({ ...journal, entries }));
  return {
    folder,
    tags: journal.entries.map(({ tag }) => tag),
    keep: (count) => write(journal.entries.slice(0, count)),
    add: async (tag, ...statements) => {
      await writeFile(path.join(folder, `${tag}.sql`), statements.join('--> statement-breakpoint\n'));
      const when = (journal.entries.at(-1)?.when ?? 0) + 1;
      journal.entries.push({ ...journal.entries[0], idx: journal.entries.length, when, tag });
      await write(journal.entries);
    },
  };
}
