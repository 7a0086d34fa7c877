import type { AskingRequest } from '../../src/http/key-set.ts';

/** What a key set needs of a request, for tests that look at neither. */
export const quietRequest: AskingRequest = {
  log: { info() {}, warn() {}, error() {} },
  waitUntil() {},
};
