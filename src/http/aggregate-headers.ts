import type { CachedAnswer, CacheOutcome } from '../cache/aggregate-cache.ts';

/** What HTTP says of a cached aggregate, and what a request says of caching. */

/** `Cache-Status` (RFC 9211), `Age`, a strong `ETag` and `X-Generated-At`. */
export const aggregateHeaders = (cached: CachedAnswer) => ({
  'Cache-Control': 'private',
  'Cache-Status': cacheStatus(cached),
  Age: String(cached.ageSeconds),
  ETag: cached.answer.etag,
  'X-Generated-At': cached.answer.generatedAt,
  Vary: 'Authorization, Accept-Encoding',
});

/** Of an aggregate that is never cached. */
export const uncachedHeaders = (generatedAt: string) => ({
  'Cache-Control': 'no-store',
  'Cache-Status': 'chat-dashboard; fwd=bypass',
  'X-Generated-At': generatedAt,
});

const forwarded = { miss: 'miss', expired: 'stale', renewed: 'request' } as const;

function cacheStatus({ outcome, ttlSeconds }: CachedAnswer): string {
  return ['chat-dashboard', ...parametersOf(outcome, ttlSeconds)].join('; ');
}

function parametersOf(outcome: CacheOutcome, ttlSeconds: number): string[] {
  switch (outcome.kind) {
    case 'hit':
      return ['hit', `ttl=${ttlSeconds}`];
    case 'database-away':
      return ['hit', `ttl=${ttlSeconds}`, 'detail=database-unavailable'];
    default:
      return [
        `fwd=${forwarded[outcome.kind]}`,
        ...(outcome.stored ? ['stored'] : []),
        ...(outcome.collapsed ? ['collapsed'] : []),
      ];
  }
}

/** `Cache-Control: no-cache`: the client wants a new answer (RFC 9111, 5.2.1.4). */
export const wantsNew = (cacheControl: string | null | undefined): boolean =>
  (cacheControl ?? '').split(',').some((part) => part.trim().toLowerCase() === 'no-cache');

/** An answer's tag where its body is compressed: other bytes have another strong tag (RFC 9110, 8.8.3.3). */
export const gzipTag = (etag: string): string => `${etag.slice(0, -1)}-gzip"`;

/**
 * The answer's tag as `If-None-Match` names it, compressed or not; undefined where it does not. It compares weakly
 * (RFC 9110, 13.1.2): a `W/` before the tag does not matter.
 */
export function namedTag(ifNoneMatch: string | null | undefined, etag: string): string | undefined {
  const candidates = (ifNoneMatch ?? '').split(',').map((candidate) => candidate.trim());
  if (candidates.some((candidate) => candidate === '*')) return etag;
  const named = new Set(candidates.map((candidate) => candidate.replace(/^W\//, '')));
  return [etag, gzipTag(etag)].find((tag) => named.has(tag));
}
