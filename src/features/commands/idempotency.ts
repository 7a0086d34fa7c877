import type { Context } from 'hono';
import type { AppEnv } from '../../context.ts';
import { concatenate, sha256Hex } from '../../values/bytes.ts';
import { Problem } from '../../http/problem.ts';

/** For how long the outcome of a key is kept. The database decides it: command.sql, upkeep/tidy.sql. */
export const keptHours = 24;

/** The longest idempotency key. */
export const maxKeyCharacters = 255;

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
    /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]+)"|([\x21\x23-\x2b\x2d-\x7e]+))$/.exec(header) ?? [];
  const key = quoted ?? bare;
  if (key === undefined || key.length > maxKeyCharacters) {
    throw new Problem(
      'idempotency_key_invalid',
      `The Idempotency-Key is not one name of 1 to ${maxKeyCharacters} visible ASCII characters.`,
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
 * What a key stands for: the method, the path, the query, the version that was meant and the body, byte for byte.
 *
 * @returns SHA-256, hex
 */
export async function fingerprintOf(c: Context<AppEnv>): Promise<string> {
  const asked = `${c.req.method} ${c.req.path}${new URL(c.req.url).search}`;
  const head = new TextEncoder().encode(`${asked}\n${c.req.header('If-Match') ?? ''}\n`);
  return sha256Hex(concatenate(head, new Uint8Array(await c.req.arrayBuffer())));
}

/**
 * The versions that a caller takes a session or an agent to have (`If-Match`, RFC 9110, 13.1.1); `*` where any will do, but
 * it must exist; undefined where nothing was sent.
 *
 * @throws {Problem} if_match_invalid
 */
export function versionsMeant(c: Context<AppEnv>): number[] | '*' | undefined {
  const header = c.req.header('If-Match')?.trim();
  if (header === undefined || header === '*') return header;
  if (!/^"\d{1,9}"(\s*,\s*"\d{1,9}")*$/.test(header)) {
    throw new Problem('if_match_invalid', 'If-Match is neither `*` nor a list of versions in double quotes.');
  }
  return Array.from(header.matchAll(/\d+/g), ([version]) => Number(version));
}
