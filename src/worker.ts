import { createApp } from './app.ts';
import { compositionRoot, workerRuntime } from './deps.ts';
import type { Bindings } from './env.ts';
import { fold } from './features/rollups/fold.ts';
import { reconcile } from './features/rollups/reconcile.ts';

const composition = compositionRoot(workerRuntime);
const { fetch } = createApp(composition, workerRuntime);

export default {
  fetch,
  /** The Cron Trigger of wrangler.toml: keeps the rollups close behind the chat application, and checks them. */
  async scheduled(_controller, bindings, ctx) {
    const request = { id: workerRuntime.newId(), waitUntil: (work: Promise<unknown>) => ctx.waitUntil(work) };
    const deps = composition.compose(bindings, request);
    await fold(deps);
    await reconcile(deps);
  },
} satisfies ExportedHandler<Bindings>;
