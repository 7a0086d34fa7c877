import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';

const groups = ['dashboard_worker', 'dashboard_chat'];

/**
 * Renews the rights of the Worker's and the chat application's role, from roles.sql, if these roles exist.
 *
 * @param options.create creates them first. That needs CREATEROLE; the rest needs only the owner of the tables
 */
export async function grantRoles(client: Client, { create }: { create: boolean }): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any ($1)',
    [groups],
  );
  const missing = groups.filter((name) => !rows.some(({ rolname }) => rolname === name));
  if (missing.length > 0 && !create) return;
  const grants = await readFile(new URL('roles.sql', import.meta.url), 'utf8');
  // One message is one transaction, unless one is open.
  await client.query([...missing.map((name) => `create role ${name} nologin;`), grants].join('\n'));
}
