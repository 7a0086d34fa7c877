import openApi from '../openapi.json' with { type: 'json' };
import { createApp } from './app.ts';
import { describeForLog } from './db/errors.ts';
import { compositionRoot, workerRuntime } from './deps.ts';
import { tidy } from './features/upkeep/tidy.ts';
import { fold } from './features/upkeep/fold.ts';
import { reconcile } from './features/upkeep/reconcile.ts';

const compose = compositionRoot(workerRuntime);
const app = createApp(compose, workerRuntime, openApi);

export default {
  fetch: (request, bindings, ctx) => app.fetch(request, bindings, ctx),
  /**
   * Runs the upkeep for the Cron Trigger of wrangler.toml. If a task fails, the others still run; the failure is
   * logged and the run counts as failed.
   */
  async scheduled(_controller, bindings, ctx) {
    const request = { id: workerRuntime.newId(), waitUntil: (work: Promise<unknown>) => ctx.waitUntil(work) };
    const deps = compose(bindings, request);
    const failed: string[] = [];
    for (const [task, run] of Object.entries({ fold, reconcile, tidy })) {
      try {
        await run(deps);
      } catch (error) {
        failed.push(task);
        deps.log.error('task_failed', { task, ...describeForLog(error) });
      }
    }
    if (failed.length > 0) throw new Error(`Failed: ${failed.join(', ')}.`);
  },
} satisfies ExportedHandler<Env>;
