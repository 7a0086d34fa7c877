import openApi from '../openapi.json' with { type: 'json' };
import { createApp } from './app.ts';
import { compositionRoot, workerRuntime } from './deps.ts';
import { runUpkeep } from './features/upkeep/upkeep.ts';

const compose = compositionRoot(workerRuntime);
const app = createApp(compose, workerRuntime, openApi);

export default {
  fetch: (request, bindings, ctx) => app.fetch(request, bindings, ctx),
  /**
   * Runs the upkeep for the Cron Trigger of wrangler.toml. If a task fails, the run counts as failed.
   */
  async scheduled(_controller, bindings, ctx) {
    const request = { id: workerRuntime.newId(), waitUntil: (work: Promise<unknown>) => ctx.waitUntil(work) };
    const failed = await runUpkeep(compose(bindings, request));
    if (failed.length > 0) throw new Error(`Failed: ${failed.join(', ')}.`);
  },
} satisfies ExportedHandler<Env>;
