import { readFile } from 'node:fs/promises';
import { Miniflare, Response, type MiniflareOptions } from 'miniflare';

/** A Worker to run: its bundle and what it is bound to. */
export interface HostedWorker {
  name: string;
  /** The bundle, one ES module. */
  file: string;
  compatibilityDate: string;
  variables: Record<string, string>;
}

/** What the host is told, once. */
export interface HostOrder {
  workers: HostedWorker[];
  /** For local KV and whatever else Miniflare keeps; it may be removed afterwards. */
  folder: string;
}

/** What it answers: the port of each Worker on 127.0.0.1, or why there is none. */
export type HostAnswer = { ports: Record<string, number> } | { failure: string };

async function describeWorker({
  name,
  file,
  compatibilityDate,
  variables,
}: HostedWorker): Promise<MiniflareOptions['workers'][number]> {
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
      env: {
        ...Object.fromEntries(text),
        CACHE: { type: 'kv', id: name },
        ASSETS: { type: 'fetcher', handler: () => new Response(null, { status: 404 }) },
      },
    },
    // Past Miniflare's own front, which would cost more than what is behind it.
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
    // What the Workers log is written by workerd, as in production, and read by nobody.
    handleStructuredLogs: () => {},
    workers: await Promise.all(workers.map(describeWorker)),
  });
}

/** Runs Workers in workerd for the process that started it, and ends with it. */
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
