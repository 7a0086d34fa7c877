import { ApiProblem } from '../api/problem.ts';

/**
 * Loads the file of a page, or of what lies over one, for `lazyRouteComponent`. If the file is gone since a deployment, the router reloads, once: the
 * URL has the whole view. If the server does not answer, a reload would lose the page that is shown, so the error is
 * one that the router shows instead.
 */
export const pageFile =
  <File>(load: () => Promise<File>) =>
  (): Promise<File> =>
    load().catch(async (error: unknown) => {
      await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).catch((cause: unknown) => {
        const title = 'This page could not be loaded';
        const detail = 'The server does not answer. Check your connection, then retry.';
        throw new ApiProblem({ status: 0, code: 'unreachable', title, detail }, undefined, { cause });
      });
      throw error;
    });
