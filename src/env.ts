import type { Fetcher, KVNamespace } from '@cloudflare/workers-types';
import { z } from 'zod';

/** The Worker's bindings, from wrangler.toml and its secrets. docs/configuration.md describes each. */
export interface Bindings {
  DATABASE_URL?: string;
  NEON_FETCH_ENDPOINT?: string;
  JWT_SECRET?: string;
  JWKS_URL?: string;
  JWT_ISSUER?: string;
  JWT_AUDIENCE?: string;
  ROUTER_SECRETS?: string;
  CORS_ORIGINS?: string;
  WAIT_MEDIUM_SECONDS?: string;
  WAIT_HIGH_SECONDS?: string;
  DATABASE_TIMEOUT_MS?: string;
  RECONCILE_REPAIR?: string;
  REGISTERED_AGENTS_ONLY?: string;
  CACHE: KVNamespace;
  ASSETS: Fetcher;
}

const emptyIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyIsUnset, schema.optional());
const wholeNumber = (min: number, max: number, fallback: number) =>
  z.preprocess(
    (value) => (value === '' || value === undefined ? String(fallback) : value),
    z
      .string()
      .regex(/^\d{1,9}$/, 'must be a whole number')
      .transform(Number)
      .pipe(z.number().min(min).max(max)),
  );

const yesOrNo = z.preprocess(
  (value) => (value === '' || value === undefined ? 'false' : value),
  z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true'),
);

/** A secret that a router signs its calls with (Standard Webhooks). */
export interface RouterSecret {
  name: string;
  /** 24 to 64 bytes. */
  secret: Uint8Array<ArrayBuffer>;
}

/** Decodes base64; undefined if the text is not base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** `name:whsec_<base64>`, comma-separated. Messages number the entries, since a misplaced secret may look like a name. */
const RouterSecrets = z
  .string()
  .optional()
  .transform((text = '', context): RouterSecret[] => {
    const owners = new Map<string, string>();
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return [];
    };
    return text
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .flatMap((entry, at) => {
        const [, name, base64] = /^([A-Za-z0-9_.-]{1,64}):whsec_([A-Za-z0-9+/]+={0,2})$/.exec(entry) ?? [];
        const secret = base64 === undefined ? undefined : bytesOf(base64);
        if (name === undefined || secret === undefined) {
          return refuse(`entry ${at + 1} is not name:whsec_<base64>, the name 1 to 64 of A-Z a-z 0-9 _ . -`);
        }
        if (secret.length < 24 || secret.length > 64) {
          return refuse(`the secret of entry ${at + 1} must have 24 to 64 bytes`);
        }
        const owner = owners.get(secret.join());
        if (owner !== undefined && owner !== name) {
          return refuse(`the secret of entry ${at + 1} is another router's too`);
        }
        owners.set(secret.join(), name);
        return [{ name, secret }];
      });
  });

const Variables = z
  .object({
    DATABASE_URL: z
      .string('is not set')
      .regex(/^postgres(ql)?:\/\/[^/]+@[^/]+\/.+/, 'must be postgresql://user:password@host/database'),
    NEON_FETCH_ENDPOINT: optional(z.url()),
    JWT_SECRET: optional(z.string().min(32, 'must have 32 characters or more (RFC 7518, 3.2)')),
    JWKS_URL: optional(z.url()),
    JWT_ISSUER: optional(z.string()),
    JWT_AUDIENCE: optional(z.string()),
    ROUTER_SECRETS: RouterSecrets,
    CORS_ORIGINS: z.preprocess(
      (value) =>
        String(value ?? '')
          .split(',')
          .map((origin) => origin.trim())
          .filter(Boolean),
      z.array(z.union([z.literal('*'), z.url()])),
    ),
    WAIT_MEDIUM_SECONDS: wholeNumber(0, 86_400, 60),
    WAIT_HIGH_SECONDS: wholeNumber(0, 86_400, 180),
    DATABASE_TIMEOUT_MS: wholeNumber(100, 60_000, 8000),
    RECONCILE_REPAIR: yesOrNo,
    REGISTERED_AGENTS_ONLY: yesOrNo,
  })
  .refine((v) => v.JWT_SECRET !== undefined || v.JWKS_URL !== undefined, {
    path: ['JWT_SECRET'],
    message: 'set JWT_SECRET or JWKS_URL',
  })
  .refine((v) => v.WAIT_MEDIUM_SECONDS <= v.WAIT_HIGH_SECONDS, {
    path: ['WAIT_MEDIUM_SECONDS'],
    message: 'must not be above WAIT_HIGH_SECONDS',
  });

/** The Worker's settings, parsed. Seconds and milliseconds as the names say. */
export type Config = z.output<typeof Variables>;

/** The configuration is not valid. The message names the variables, never their values. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Parses the bindings.
 *
 * @throws {ConfigurationError} that names every variable that is missing or wrong
 */
export function parseConfig(bindings: Bindings): Config {
  const parsed = Variables.safeParse(bindings);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
  );
}
