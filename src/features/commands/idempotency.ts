import type { Context } from 'hono';
import type { AppEnv } from '../../context.ts';
import { concatenate, sha256Hex } from '../../values/bytes.ts';
import { Problem } from '../../http/problem.ts';

/**
 * The caller's name for this call (`Idempotency-Key`, draft-ietf-httpapi-idempotency-key-header: a string in
 * double quotes, or bare as most clients send it). A signed call has one already: its `webhook-id`.
 *
 * @throws {Problem} idempotency_key_invalid
 */
export function idempotencyKeyOf(c: Context<AppEnv>): string | undefined {
  const header = c.req.header('Idempotency-Key');
  const signed = c.get('idempotencyKey');
  if (header === undefined) return signed;
  const [, quoted, bare] =
    /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x2b\x2d-\x7e]{1,255}))$/.exec(header) ?? [];
  const key = quoted ?? bare;
  if (key === undefined) {
    throw new Problem(
      'idempotency_key_invalid',
      'The Idempotency-Key is not one name of 1 to 255 visible ASCII characters.',
    );
  }
  if (signed !== undefined && signed !== key) {
    throw new Problem(
      'idempotency_key_invalid',
      'The Idempotency-Key of a signed call, if it has one, must be its webhook-id.',
    );
  }
  return key;
}

/**
 * What a key stands for: the method, the path, the version that was meant and the body, byte for byte.
 *
 * @returns SHA-256, hex
 */
export async function fingerprintOf(c: Context<AppEnv>): Promise<string> {
  const head = new TextEncoder().encode(`${c.req.method} ${c.req.path}\n${c.req.header('If-Match') ?? ''}\n`);
  return sha256Hex(concatenate(head, new Uint8Array(await c.req.arrayBuffer())));
}

/**
 * The versions that a caller takes the session to have (`If-Match`, RFC 9110, 13.1.1); undefined where any will do.
 *
 * @throws {Problem} if_match_invalid
 */
export function versionsMeant(c: Context<AppEnv>): number[] | undefined {
  const header = c.req.header('If-Match')?.trim();
  if (header === undefined || header === '*') return undefined;
  if (!/^"\d{1,9}"(\s*,\s*"\d{1,9}")*$/.test(header)) {
    throw new Problem('if_match_invalid', 'If-Match is neither `*` nor a list of versions in double quotes.');
  }
  return Array.from(header.matchAll(/\d+/g), ([version]) => Number(version));
}
