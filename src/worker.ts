import { createApp } from './app.ts';
import { compositionRoot, workerRuntime } from './deps.ts';
import type { Bindings } from './env.ts';
import { fold } from './features/rollups/fold.ts';

const composeDeps = compositionRoot(workerRuntime);
const { app } = createApp(composeDeps, workerRuntime);

export default {
  fetch: app.fetch,
  /** The Cron Trigger of wrangler.toml: keeps the rollups close behind the chat application. */
  async scheduled(_controller, bindings, ctx) {
    await fold(
      composeDeps(bindings, { id: workerRuntime.newId(), waitUntil: (work) => ctx.waitUntil(work) }),
    );
  },
} satisfies ExportedHandler<Bindings>;
