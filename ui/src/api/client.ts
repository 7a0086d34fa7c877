import createClient from 'openapi-fetch';
import { apiBase, type ApiPath } from './base.ts';
import { apiFetch } from './fetch.ts';
import type { paths, Schemas } from './openapi.d.ts';

/** The paths of the API, without the prefix that all of them have. */
export type Api = {
  [Path in keyof paths as Path extends `${ApiPath}${infer Rest}` ? Rest : never]: paths[Path];
};

/** A component of openapi.json by its name: `Schema<'SessionListItemResponse'>`. */
export type Schema<Name extends keyof Schemas> = Schemas[Name];

/**
 * The typed client, for commands. Screens read through `useRead` and `useRows`, which know when to ask again.
 *
 * @example await answerTo(api.POST('/sessions/{session_id}/close', { params: { path: { session_id } }, body: {} }))
 */
export const api = createClient<Api>({
  baseUrl: apiBase,
  fetch: apiFetch,
  // The API reads lists with commas.
  querySerializer: { array: { style: 'form', explode: false } },
});
