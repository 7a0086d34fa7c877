import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/node/database.ts';
import { runDev } from '../support/node/dev-run.ts';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminDatabaseUrl'), inject('templateDatabase'));
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

it('waits for another run that is folding, says so, and then folds what is left', async () => {
  await client.query('insert into chat_sessions (initiator_id) values (gen_random_uuid())');
  await client.query('begin');
  await client.query(`select pg_advisory_xact_lock(hashtext('dashboard_fold'))`);
  const program = runDev('fold.ts', { DATABASE_URL: database.url });
  await program.says('Another run is folding');
  await client.query('commit');
  const { code, stdout } = await program.ended;
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('Folded 1 sessions and minutes; nothing is left.'),
  ]);
  const { rows } = await client.query('select count(*)::int as left from dashboard_changes');
  expect(rows).toEqual([{ left: 0 }]);
});
