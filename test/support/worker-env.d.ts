import type { Bindings } from '../../src/env.ts';

/** The bindings that vitest.config.ts gives to the Worker under test. */
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
