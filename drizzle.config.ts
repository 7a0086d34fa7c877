import { defineConfig } from 'drizzle-kit';

const url = process.env['DATABASE_URL'];

/**
 * Migrations are generated from the schema. `npm run migrate` runs them; `drizzle-kit migrate` runs the same ones with
 * the same journal, over DATABASE_URL.
 */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/db/schema/*.ts',
  out: './drizzle',
  ...(url && { dbCredentials: { url } }),
});
