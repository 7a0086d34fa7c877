import { BoundedMap, type Bounds } from '../values/bounded-map.ts';
import type { Runtime } from '../values/runtime.ts';
import type { Identity, TokenVerifier, VerifiedToken } from './token-verifier.ts';

/** Some thousands of usual tokens; one that is very long crowds out others, not the isolate. */
const tokenBounds: Bounds = { entries: 2000, characters: 2_000_000 };

/** How long a verification is good for: the time that a key may be withdrawn and its tokens still be taken. */
export const rememberTokenMs = 60_000;

/**
 * The tokens that were good a moment ago, whole and as they came, so that the signature of the same token is not
 * computed for every request. One of these belongs to one verifier, so to one configuration of keys, issuer and
 * audience. What failed is not remembered.
 */
export class RememberedTokens {
  readonly #check: TokenVerifier;
  readonly #runtime: Pick<Runtime, 'now'>;
  readonly #tokens: BoundedMap<{ verified: VerifiedToken; at: number }>;

  constructor(check: TokenVerifier, runtime: Pick<Runtime, 'now'>, bounds: Bounds = tokenBounds) {
    this.#check = check;
    this.#runtime = runtime;
    this.#tokens = new BoundedMap(bounds);
  }

  /**
   * Says whose a token is: from memory, else by checking it.
   *
   * @throws {Problem} token_invalid, token_expired or keys_unavailable
   */
  async verify(token: string): Promise<Identity> {
    const recalled = this.recall(token);
    if (recalled !== undefined) return recalled;
    const verified = await this.#check(token);
    this.#tokens.set(token, { verified, at: this.#runtime.now() });
    return verified;
  }

  /** Whose a token is, if it was checked a moment ago and its `exp` and `nbf` still hold. */
  recall(token: string): Identity | undefined {
    const known = this.#tokens.get(token);
    if (known === undefined) return undefined;
    const { verified, at } = known;
    const now = this.#runtime.now();
    const seconds = Math.floor(now / 1000);
    const holds = verified.exp > seconds && (verified.nbf === undefined || verified.nbf <= seconds);
    if (holds && now >= at && now - at < rememberTokenMs) return verified;
    this.#tokens.delete(token);
    return undefined;
  }
}
