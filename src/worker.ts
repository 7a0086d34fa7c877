import { createApp } from './app.ts';
import { compositionRoot, workerRuntime } from './deps.ts';
import type { Bindings } from './env.ts';

const { app } = createApp(compositionRoot(workerRuntime), workerRuntime);

export default { fetch: app.fetch } satisfies ExportedHandler<Bindings>;
