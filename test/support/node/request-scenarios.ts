import { SignJWT } from 'jose';
import { newSecret, signedHeaders } from '../signatures.ts';
import { goodClaims, secret, tokenOf } from './built-worker.ts';
import { goodBodies } from './command-scenarios.ts';
import type { Described, Scenario, World } from './described.ts';

/**
 * Scenarios that make requests fail by their credentials, form or idempotency key, or by an internal error.
 */

/** The signing secret of the router `main`. */
export const routerSecret = newSecret();

/** A command for a session that does not exist or an agent of its own, with a given caller and idempotency key. */
const keyed = async ({ operation }: Described, { rows }: World, sub: string, key: string) => ({
  token: await tokenOf('admin', sub),
  sessionId: crypto.randomUUID(),
  agentId: await rows.agent(),
  body: JSON.stringify(goodBodies[operation.operationId]),
  headers: { 'Idempotency-Key': key },
});

export const requestScenarios: Record<string, Scenario> = {
  // Credentials.
  token_missing: () => ({ token: null }),
  token_invalid: () => ({ token: 'garbage' }),
  token_expired: async () => ({
    token: await new SignJWT({ ...goodClaims('admin'), exp: 1 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret)),
  }),
  signature_invalid: () => ({ token: null, headers: { 'webhook-id': 'x' } }),
  signature_stale: async ({ operation }) => {
    const body = operation.requestBody === undefined ? '' : '{}';
    const timestampSeconds = Math.floor(Date.now() / 1000) - 400;
    const headers = await signedHeaders({ secret: routerSecret, id: 'x', timestampSeconds, body });
    return { token: null, body, headers };
  },
  credentials_ambiguous: () => ({ headers: { 'webhook-id': 'x' } }),
  role_not_allowed: async () => ({ token: await tokenOf('nobody') }),

  // Form.
  malformed_json: () => ({ body: '{' }),
  body_too_large: () => ({ body: 'x'.repeat(65_537) }),
  media_type_not_json: () => ({ type: 'text/plain' }),
  validation_failed: () => ({ query: '?unknown=1' }),
  url_too_long: () => ({ query: `?unknown=${'x'.repeat(8000)}` }),

  // Idempotency keys.
  idempotency_key_invalid: () => ({ headers: { 'Idempotency-Key': 'two words' } }),
  idempotency_key_reused: async (described, world) => {
    const ask = await keyed(described, world, crypto.randomUUID(), crypto.randomUUID());
    await world.send(described, ask);
    if (described.path.includes('{customer_id}')) return { ...ask, customerId: crypto.randomUUID() };
    if (ask.body === undefined) return { ...ask, query: '?requeue=true' };
    // Equal as JSON, but not byte for byte.
    return { ...ask, body: `${ask.body} ` };
  },
  idempotency_key_in_use: async (described, world) => {
    const [sub, key] = [crypto.randomUUID(), crypto.randomUUID()];
    // A running command holds this lock for its caller and key. The lock is held until the connection ends.
    await world.rows.client.query('select pg_advisory_lock(hashtextextended($1, 0))', [
      `admin:${sub} ${key}`,
    ]);
    return keyed(described, world, sub, key);
  },

  // Internal errors.
  internal_error: () => ({ variant: 'misconfigured' }),
  database_unavailable: () => ({ variant: 'away' }),
  not_ready: () => ({ variant: 'away' }),
  keys_unavailable: async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const token = await new SignJWT(goodClaims('admin'))
      .setProtectedHeader({ alg: 'ES256', kid: 'x' })
      .sign(privateKey);
    return { variant: 'keyless', token };
  },
};
