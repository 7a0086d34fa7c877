import type { FreshDatabase } from './fresh-database.ts';

/** The tables that hold a text in any column of any row. */
export async function tablesWith(database: FreshDatabase, text: string): Promise<string[]> {
  const tables = await database.query(
    `select c.relname::text as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await database.query(
      `select exists (select from ${String(name)} t where strpos(t::text, $1) > 0) as found`,
      [text],
    );
    if (row?.['found'] === true) found.push(String(name));
  }
  return found;
}
