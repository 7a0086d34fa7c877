/** The path of the API below its origin. */
const apiPath = '/api/v1/admin/chat-dashboard';

/** Where the API is: the origin in `<meta name="api-base">`, by default this page's own. */
export const apiBase =
  (document.querySelector<HTMLMetaElement>('meta[name="api-base"]')?.content ?? '').replace(/\/$/, '') +
  apiPath;

export type ApiPath = typeof apiPath;
