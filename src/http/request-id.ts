import type { Runtime } from '../values/runtime.ts';

/** What a caller may name its request: short, and harmless in a log. */
const acceptable = /^[\w=-]{1,255}$/;

/** The caller's own `X-Request-Id`, or a new one where it sends none that is acceptable. */
export const requestIdOf = (header: string | null | undefined, runtime: Pick<Runtime, 'newId'>): string =>
  header !== null && header !== undefined && acceptable.test(header) ? header : runtime.newId();
