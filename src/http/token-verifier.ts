import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import type { TokenSettings } from '../env.ts';
import type { CallerRole } from '../values/enums.ts';
import { isUuid, userIdOf } from '../values/uuid.ts';
import type { Runtime } from '../values/runtime.ts';
import { unauthenticated } from './challenge.ts';
import { KeySetUnavailable, remoteKeySet, retrySeconds, type AskingRequest } from './key-set.ts';
import { Problem } from './problem.ts';
import { claimAt, roleOf } from './token-claims.ts';

/** The user of a token, and its role if it has a known one, which `requireRole` checks. */
export interface Identity {
  id: string;
  role: CallerRole | undefined;
}

/**
 * Verifies a token (RFC 7519) on behalf of a request and returns its user.
 *
 * @throws {Problem} token_invalid, token_expired or keys_unavailable
 */
export type TokenVerifier = (token: string, request: AskingRequest) => Promise<Identity>;

const hs256 = { name: 'HMAC', hash: 'SHA-256' };
const keySetAlgorithms = ['RS256', 'ES256', 'EdDSA'];

/**
 * Creates a verifier for the configured keys. It keeps the keys, so create one for a configuration and not one for a
 * request. HS256 is checked only with JWT_SECRET, and the other algorithms only with the key set, so that a public key
 * cannot be used as a secret (RFC 8725, 3.1).
 *
 * @param runtime its clock is the one for `exp` and `nbf`
 */
export function tokenVerifier(config: TokenSettings, runtime: Pick<Runtime, 'now' | 'sleep'>): TokenVerifier {
  const secret = config.JWT_SECRET === undefined ? undefined : new TextEncoder().encode(config.JWT_SECRET);
  // Given the bytes, jose would import them for every token.
  let secretKey: CryptoKey | undefined;
  const keys = config.JWKS_URL === undefined ? undefined : remoteKeySet(config.JWKS_URL, runtime);

  return async (token, request) => {
    const claims = {
      currentDate: new Date(runtime.now()),
      requiredClaims: ['exp'],
      ...(config.JWT_ISSUER === undefined ? {} : { issuer: config.JWT_ISSUER }),
      ...(config.JWT_AUDIENCE === undefined ? {} : { audience: config.JWT_AUDIENCE }),
    };
    let payload: JWTPayload;
    try {
      const { alg } = decodeProtectedHeader(token);
      if (alg === 'HS256' && secret !== undefined) {
        secretKey ??= await crypto.subtle.importKey('raw', secret, hs256, false, ['verify']);
        ({ payload } = await jwtVerify(token, secretKey, { ...claims, algorithms: ['HS256'] }));
      } else if (keys !== undefined && alg !== undefined && keySetAlgorithms.includes(alg)) {
        payload = await verifyByAny(token, keys(request), { ...claims, algorithms: keySetAlgorithms });
      } else {
        throw new errors.JOSEAlgNotAllowed('The algorithm of the token is not accepted here.');
      }
    } catch (error) {
      throw tokenProblem(error);
    }
    const subject = claimAt(payload, config.JWT_SUBJECT_CLAIM);
    if (typeof subject !== 'string' || subject === '') {
      throw unauthenticated(
        'token_invalid',
        `The token names no user: its claim \`${config.JWT_SUBJECT_CLAIM}\` is missing, empty or not text.`,
      );
    }
    const id = isUuid(subject) ? subject.toLowerCase() : await userIdOf(payload.iss ?? '', subject);
    return { id, role: roleOf(payload, config) };
  };
}

/** Reads a bearer token from `Authorization` (RFC 6750, 2.1). The scheme is case-insensitive. */
export function bearerToken(header: string | undefined): string {
  if (header === undefined || header.trim() === '') {
    throw unauthenticated('token_missing', 'The request carries no bearer token.');
  }
  const [, token] = /^bearer +(\S+) *$/i.exec(header) ?? [];
  if (token === undefined) {
    throw unauthenticated('token_invalid', 'The Authorization header is not `Bearer <token>`.');
  }
  return token;
}

/** Tries each suitable key of the set, for a token that does not name its key (`kid`). */
async function verifyByAny(
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function tokenProblem(error: unknown): Problem {
  if (error instanceof errors.JWTExpired) {
    return unauthenticated('token_expired', 'The token has expired.', error);
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const detail =
      error.reason === 'missing'
        ? `The token has no \`${error.claim}\`.`
        : `The \`${error.claim}\` of the token is not accepted here.`;
    return unauthenticated('token_invalid', detail, error);
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return unauthenticated('token_invalid', 'The algorithm of the token is not accepted here.', error);
  }
  if (error instanceof KeySetUnavailable) {
    return new Problem('keys_unavailable', 'The key set that tokens are checked against cannot be fetched.', {
      headers: { 'Retry-After': String(retrySeconds) },
      cause: error,
    });
  }
  return unauthenticated('token_invalid', 'The token is malformed or its signature does not hold.', error);
}
