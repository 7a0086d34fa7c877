import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { SignJWT, type JWTPayload } from 'jose';
import { Miniflare } from 'miniflare';
import { parse } from 'smol-toml';

const root = path.resolve(import.meta.dirname, '../../..');

/** The base path of the API. */
export const basePath = '/api/v1/admin/chat-dashboard';

/** The JWT secret of every variant that sets no other. */
export const secret = 'a secret for tests over HTTP, long enough';

/** The Worker as deployed, running in workerd and listening on this machine. */
export interface BuiltWorker {
  /** The origin that a variant listens on. */
  origin(variant: string): string;
  stop(): Promise<void>;
}

/** Builds the bundle that `wrangler deploy` would upload. */
async function build(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-dashboard-build-'));
  try {
    const wrangler = createRequire(import.meta.url).resolve('wrangler');
    await promisify(execFile)(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', folder], {
      cwd: root,
      env: {
        ...process.env,
        // The build command in wrangler.toml runs `node` from the PATH.
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_WRITE_LOGS: 'false',
      },
    });
    return await readFile(path.join(folder, 'worker.js'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The bundle, built once for all files that a vitest worker runs. */
let bundle: Promise<string> | undefined;

async function compatibilityDate(): Promise<string> {
  const config = parse(await readFile(path.join(root, 'wrangler.toml'), 'utf8'));
  return String(config['compatibility_date']);
}

/**
 * Starts the built Worker once per variant: the same bundle with different variables.
 *
 * @param variants the variables of each variant, in addition to JWT_SECRET
 * @param onLog is called with each line that the Worker or workerd logs
 */
export async function startBuiltWorker(
  variants: Record<string, Record<string, string>>,
  onLog: (line: string) => void = () => {},
): Promise<BuiltWorker> {
  bundle ??= build();
  return startBundle(await bundle, variants, onLog);
}

/** Like {@link startBuiltWorker}, for a bundle that is built already. */
export async function startBundle(
  contents: string,
  variants: Record<string, Record<string, string>>,
  onLog: (line: string) => void = () => {},
): Promise<BuiltWorker> {
  const date = await compatibilityDate();
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    handleStructuredLogs: ({ message }) => onLog(message),
    workers: Object.entries(variants).map(([name, variables]) => {
      const bindings = Object.entries({ JWT_SECRET: secret, ...variables });
      return {
        config: {
          name,
          compatibilityDate: date,
          manifest: {
            mainModule: 'worker.js',
            modulesRoot: '/',
            modules: { 'worker.js': { type: 'esm' as const, contents } },
          },
          env: {
            ...Object.fromEntries(bindings.map(([key, value]) => [key, { type: 'text' as const, value }])),
            CACHE: { type: 'kv' as const, id: name },
          },
        },
        // Real connections that bypass Miniflare's own proxy.
        dev: { unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }] },
      };
    }),
  });
  await miniflare.ready;
  const origins = new Map<string, string>();
  for (const name of Object.keys(variants)) {
    origins.set(name, (await miniflare.unsafeGetDirectURL(name)).origin);
  }
  return {
    origin: (variant) => {
      const origin = origins.get(variant);
      if (origin === undefined) throw new Error(`There is no variant ${variant}.`);
      return origin;
    },
    stop: () => miniflare.dispose(),
  };
}

/** Claims of a valid token for this role, for an hour. */
export const goodClaims = (role: unknown, sub: string = crypto.randomUUID()): JWTPayload => ({
  sub,
  role,
  exp: Math.floor(Date.now() / 1000) + 3600,
});

/** An HS256 token. */
export const tokenOf = (role: unknown, sub?: string, key: string = secret): Promise<string> =>
  new SignJWT(goodClaims(role, sub)).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key));
