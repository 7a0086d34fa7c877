import { env } from 'cloudflare:workers';
import { neon, neonConfig } from '@neondatabase/serverless';
import { expect, inject, it } from 'vitest';

it('reaches the migrated database from workerd, through the driver', async () => {
  neonConfig.fetchEndpoint = inject('neonEndpoint');
  const sql = neon(inject('workerDatabaseUrl'));
  expect(await sql`select count(*) as sessions from chat_sessions`).toEqual([{ sessions: '0' }]);
  expect(env).toMatchObject({
    DATABASE_URL: inject('workerDatabaseUrl'),
    TEST_TEMPLATE_DATABASE: inject('templateDatabase'),
  });
});
