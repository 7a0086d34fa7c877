import type { AnalyticsEngineDataset, Fetcher, KVNamespace, RateLimit } from '@cloudflare/workers-types';
import { z } from 'zod';
import { minRetentionDays } from './values/limits.ts';
import { Origins, RoleMap, RouterSecrets } from './env-lists.ts';

const emptyIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyIsUnset, schema.optional());
const withDefault = <T extends z.ZodType>(fallback: string, schema: T) =>
  z.preprocess((value) => emptyIsUnset(value) ?? fallback, schema);
const wholeNumber = (min: number, max: number, fallback: number) =>
  withDefault(
    String(fallback),
    z
      .string()
      .regex(/^\d{1,9}$/, 'must be a whole number')
      .transform(Number)
      .pipe(z.number().min(min).max(max)),
  );
const yesOrNo = (fallback: 'true' | 'false') =>
  withDefault(
    fallback,
    z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true'),
  );

/** A URL of the identity provider. Codes, tokens and keys must not travel in the clear. */
const providerUrl = z.url({ abort: true }).refine((url) => {
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
}, 'must begin with https:// (http:// is for a provider on this machine)');

const Variables = z.object({
  DATABASE_URL: z
    .string('is not set')
    .regex(/^postgres(ql)?:\/\/[^/]+@[^/]+\/.+/, 'must be postgresql://user:password@host/database'),
  NEON_FETCH_ENDPOINT: optional(z.url()),
  JWT_SECRET: optional(z.string().min(32, 'must have 32 characters or more (RFC 7518, 3.2)')),
  JWKS_URL: optional(providerUrl),
  JWT_ISSUER: optional(z.string()),
  JWT_AUDIENCE: optional(z.string()),
  JWT_SUBJECT_CLAIM: withDefault('sub', z.string()),
  JWT_ROLE_CLAIM: withDefault('role', z.string()),
  JWT_ROLE_MAP: RoleMap,
  JWT_HEADER: optional(z.string().regex(/^[\w-]+$/, 'must be the name of a header')),
  OIDC_ISSUER: optional(providerUrl),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_SCOPE: withDefault(
    'openid offline_access',
    z.string().regex(/(?:^| )openid(?: |$)/, 'must contain openid'),
  ),
  ROUTER_SECRETS: RouterSecrets,
  CORS_ORIGINS: Origins,
  WAIT_MEDIUM_SECONDS: wholeNumber(0, 86_400, 60),
  WAIT_HIGH_SECONDS: wholeNumber(0, 86_400, 180),
  DATABASE_TIMEOUT_MS: wholeNumber(100, 60_000, 8000),
  KV_WRITE_SECONDS: wholeNumber(0, 86_400, 60),
  UPKEEP_IDLE_MINUTES: wholeNumber(1, 60, 15),
  RECONCILE_REPAIR: yesOrNo('false'),
  REGISTERED_AGENTS_ONLY: yesOrNo('false'),
  AUDIT_READS: yesOrNo('true'),
  AGENT_LAPSE_MINUTES: wholeNumber(0, 525_600, 1440),
  RETENTION_DAYS: wholeNumber(0, 36_500, 0).refine(
    (days) => days === 0 || days >= minRetentionDays,
    `must be 0 (off) or at least ${minRetentionDays}`,
  ),
});

/** The value that waives the check of issuer or audience. */
const anyValue = '*';

/**
 * Requires an issuer and an audience with a key set. A provider signs the tokens of all its applications with the same
 * keys, so a signature does not say that a token is for this service.
 */
const withTokenChecks = <
  Settings extends Pick<z.output<typeof Variables>, 'JWKS_URL' | 'JWT_ISSUER' | 'JWT_AUDIENCE'>,
>(
  schema: z.ZodType<Settings>,
) =>
  schema
    .superRefine((settings, context) => {
      for (const name of ['JWT_ISSUER', 'JWT_AUDIENCE'] as const) {
        if (settings.JWKS_URL === undefined || settings[name] !== undefined) continue;
        const message =
          'must be set with JWKS_URL, so that tokens for other services are refused; * accepts any';
        context.addIssue({ code: 'custom', path: [name], message });
      }
    })
    .transform((settings) => ({
      ...settings,
      JWT_ISSUER: settings.JWT_ISSUER === anyValue ? undefined : settings.JWT_ISSUER,
      JWT_AUDIENCE: settings.JWT_AUDIENCE === anyValue ? undefined : settings.JWT_AUDIENCE,
    }));

const Config = withTokenChecks(
  Variables.refine((v) => v.JWT_SECRET !== undefined || v.JWKS_URL !== undefined, {
    path: ['JWT_SECRET'],
    message: 'set JWT_SECRET or JWKS_URL',
  })
    .refine((v) => (v.OIDC_ISSUER === undefined) === (v.OIDC_CLIENT_ID === undefined), {
      path: ['OIDC_CLIENT_ID'],
      message: 'set both OIDC_ISSUER and OIDC_CLIENT_ID, or neither',
    })
    .refine((v) => v.WAIT_MEDIUM_SECONDS <= v.WAIT_HIGH_SECONDS, {
      path: ['WAIT_MEDIUM_SECONDS'],
      message: 'must not be above WAIT_HIGH_SECONDS',
    }),
);

const TokenSettings = withTokenChecks(
  Variables.pick({
    JWT_SECRET: true,
    JWKS_URL: true,
    JWT_ISSUER: true,
    JWT_AUDIENCE: true,
    JWT_SUBJECT_CLAIM: true,
    JWT_ROLE_CLAIM: true,
    JWT_ROLE_MAP: true,
  }),
);

/** A variable or secret of the Worker. docs/configuration.md describes each. */
export type VariableName = keyof typeof Variables.shape;
export const variableNames = Object.keys(Variables.shape) as VariableName[];

/** The rate limits of a caller (docs/limits.md). A limit without a binding does not apply. */
export const rateLimitNames = ['READ_RATE_LIMIT', 'COMMAND_RATE_LIMIT', 'UNCACHED_RATE_LIMIT'] as const;
export type RateLimitName = (typeof rateLimitNames)[number];

/** What the Worker is given: variables that may be absent, and the bindings of wrangler.toml. */
export type Bindings = Partial<Record<VariableName, string>> & {
  CACHE: KVNamespace;
  ASSETS: Fetcher;
  /** Optional: counters of requests and cron tasks. */
  ANALYTICS?: AnalyticsEngineDataset;
} & Partial<Record<RateLimitName, RateLimit>>;

/** The Worker's settings, parsed. Seconds and milliseconds as the names say. */
export type Config = z.output<typeof Config>;

/** What tokens are checked by, and signed by in development. */
export type TokenSettings = z.output<typeof TokenSettings>;

/** The configuration is not valid. The message names the variables, never their values. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Parses the variables among the bindings.
 *
 * @throws {ConfigurationError} that names every variable that is missing or wrong
 */
export const parseConfig = (bindings: Partial<Bindings>): Config => parse(Config, bindings);

/** Like {@link parseConfig}, for a program that has no database. */
export const parseTokenSettings = (bindings: Partial<Bindings>): TokenSettings =>
  parse(TokenSettings, bindings);

function parse<T>(schema: z.ZodType<T>, bindings: Partial<Bindings>): T {
  const parsed = schema.safeParse(bindings);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues
      .map(({ path: [name, at], message }) =>
        // An entry is named by its number: a misplaced secret may look like one.
        typeof at === 'number'
          ? `${String(name)}: entry ${at + 1} ${message}`
          : `${String(name)}: ${message}`,
      )
      .join('; '),
  );
}
