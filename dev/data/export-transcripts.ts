import { createHash } from 'node:crypto';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Client } from 'pg';
import { cursorInstant, type Statement } from '../../src/db/statement.ts';
import { readTranscript } from '../../src/features/sessions/transcript-stream.ts';

/** Sessions whose ids are read at once. */
const pageRows = 1000;

/** Which sessions are exported: those created between two instants, both included. */
export interface ExportRange {
  from: string | undefined;
  to: string | undefined;
}

/** Adds the export to the audit, before it begins: one that breaks off has read too. A read-only database has no entry. */
export async function noteExport(client: Client, { from, to }: ExportRange): Promise<void> {
  const { rows } = await client.query<{ read_only: string }>(
    `select current_setting('transaction_read_only') as read_only`,
  );
  if (rows[0]?.read_only === 'on') return;
  await client.query(
    `insert into dashboard_command_log
       (created_at, action, outcome, forced, actor_id, actor_role, actor_name, request_id, reason)
     values (clock_timestamp(), 'export', 'done', false, dashboard_nobody(), 'admin', session_user, 'npm run export', $1)`,
    [[from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ') || 'all'],
  );
}

/**
 * Writes transcripts in the format of the import, one document per line, oldest session first. Instants have
 * microseconds, so that nothing is lost. All of them are of one moment.
 *
 * @param onSession is called after each session
 * @returns pieces of text; no transcript has to fit in memory
 * @throws what `pg` throws
 */
export async function* exportTranscripts(
  client: Client,
  { from, to }: ExportRange,
  onSession: () => void,
): AsyncGenerator<string, void> {
  const db = { read: <Row>(statement: Statement<Row>) => read(client, statement) };
  await client.query('begin isolation level repeatable read read only');
  await client.query(`set local statement_timeout = 0; set local jit = off`);
  let after = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const { rows } = await client.query<{ id: string; at: string }>(
      `select id, created_at::text as at from chat_sessions
       where (created_at, id) > ($1::timestamptz, $2::uuid)
         and created_at between coalesce($3::timestamptz, '-infinity') and coalesce($4::timestamptz, 'infinity')
       order by created_at, id limit ${pageRows}`,
      [after.at, after.id, from, to],
    );
    for (const { id } of rows) {
      const told = await readTranscript({ db, instantOf: cursorInstant }, id, undefined);
      if (told === undefined) continue;
      if (typeof told === 'string') yield told;
      else yield* told;
      yield '\n';
      onSession();
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last;
  }
  await client.query('commit');
}

/** Runs a statement as a prepared one: planning it takes longer than reading a usual transcript. */
async function read<Row>(client: Client, { query, row }: Statement<Row>): Promise<Row[]> {
  const { sql: text, params: values } = new PgDialect().sqlToQuery(query.getSQL());
  const name = createHash('md5').update(text).digest('hex');
  const { rows } = await client.query<Record<string, unknown>>({ name, text, values });
  return rows.map((sent) => row.parse(sent));
}
