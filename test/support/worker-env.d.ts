import type { Bindings } from '../../src/env.ts';

/** What vitest.config.ts binds the Worker under test to. */
declare global {
  namespace Cloudflare {
    interface Env extends Bindings {
      DATABASE_URL: string;
      NEON_FETCH_ENDPOINT: string;
      JWT_SECRET: string;
      TEST_TEMPLATE_DATABASE: string;
    }
  }
}
