import { defineConfig } from 'drizzle-kit';

// Migrations are generated from the schema and run over TCP by dev/migrate.ts.
export default defineConfig({ dialect: 'postgresql', schema: './src/db/schema/*.ts', out: './drizzle' });
