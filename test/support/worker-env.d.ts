/** The bindings that vitest.config.ts gives to the Worker under test, beside those of worker-configuration.d.ts. */
declare namespace Cloudflare {
  interface Env {
    DATABASE_URL: string;
    JWT_SECRET: string;
    NEON_FETCH_ENDPOINT: string;
    TEST_TEMPLATE_DATABASE: string;
  }
}
