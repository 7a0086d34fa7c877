import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { z } from 'zod';
import { connect } from '../../src/db/client.ts';
import { field, type Statement } from '../../src/db/statement.ts';

interface Variables {
  DATABASE_URL: string;
  NEON_FETCH_ENDPOINT: string;
  DATABASE_TIMEOUT_MS: string;
}

const OneRow = z.object({ one: field.count });
const selectOne: Statement<z.output<typeof OneRow>> = {
  name: 'select-one',
  row: OneRow,
  query: sql`select 1 as one`,
};

/**
 * One query through the API's database client, without the rest of the API: the baseline for uncached
 * answers.
 */
export default new Hono<{ Bindings: Variables }>().get('*', async (c) => {
  const db = connect({
    connectionString: c.env.DATABASE_URL,
    fetchEndpoint: c.env.NEON_FETCH_ENDPOINT,
    timeoutMs: Number(c.env.DATABASE_TIMEOUT_MS),
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onFailure: (statement, reason) => console.warn(`${statement}: ${reason}`),
  });
  return c.json(await db.read(selectOne));
});
