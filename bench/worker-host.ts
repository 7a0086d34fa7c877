import { readFile } from 'node:fs/promises';
import { Miniflare, Response, type MiniflareOptions } from 'miniflare';

type HostedConfig = MiniflareOptions['workers'][number];
type WorkerConfig = HostedConfig['config'];

/** A Worker to run: its bundle and its bindings. */
export interface HostedWorker {
  name: string;
  /** The path of the bundle, one ES module. */
  file: string;
  compatibilityDate: string;
  variables: Record<string, string>;
  /** The static assets that it serves; without them, their binding answers 404. */
  assets?: WorkerConfig['assets'];
}

/** The single message that the host receives. */
export interface HostOrder {
  workers: HostedWorker[];
  /** For local KV and other Miniflare state; may be removed afterwards. */
  folder: string;
}

/** The host's reply: the port of each Worker on 127.0.0.1, or why it could not start. */
export type HostAnswer = { ports: Record<string, number> } | { failure: string };

async function describeWorker({
  name,
  file,
  compatibilityDate,
  variables,
  assets,
}: HostedWorker): Promise<HostedConfig> {
  const text = Object.entries(variables).map(([key, value]) => [key, { type: 'text' as const, value }]);
  return {
    config: {
      name,
      compatibilityDate,
      manifest: {
        mainModule: 'worker.js',
        modulesRoot: '/',
        modules: { 'worker.js': { type: 'esm', contents: await readFile(file, 'utf8') } },
      },
      ...(assets && { assets }),
      env: {
        ...Object.fromEntries(text),
        CACHE: { type: 'kv', id: name },
        ASSETS: assets
          ? { type: 'assets' }
          : { type: 'fetcher', handler: () => new Response(null, { status: 404 }) },
      },
    },
    // Bypass Miniflare's own proxy, which would cost more than the Worker behind it.
    dev: { unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }] },
  };
}

async function host({ workers, folder }: HostOrder): Promise<Miniflare> {
  return new Miniflare({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    resourcePersistencePath: folder,
    // As in production, workerd serialises the Workers' log output; here it is discarded.
    handleStructuredLogs: () => {},
    workers: await Promise.all(workers.map(describeWorker)),
  });
}

/** Runs Workers in workerd for the parent process, and ends with it. */
function serve(): void {
  let miniflare: Miniflare | undefined;
  const answer = (message: HostAnswer): void => void process.send?.(message);
  process.once('message', async (order: HostOrder) => {
    try {
      miniflare = await host(order);
      await miniflare.ready;
      const ports: Record<string, number> = {};
      for (const { name } of order.workers)
        ports[name] = Number((await miniflare.unsafeGetDirectURL(name)).port);
      answer({ ports });
    } catch (error) {
      answer({ failure: error instanceof Error ? error.message : String(error) });
    }
  });
  process.once('disconnect', async () => {
    await miniflare?.dispose();
    process.exit();
  });
}

if (import.meta.main) serve();
