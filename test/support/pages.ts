import type { TestApp } from './test-app.ts';

/** The target of `Link: <…>; rel="next"`; undefined on the last page. */
export const nextOf = (response: Response): string | undefined =>
  /^<([^<>]+)>; rel="next"$/.exec(response.headers.get('Link') ?? '')?.[1];

/** Follows a list's `Link` headers to the last page. Throws if they never end. */
export async function allPages<Row>(app: TestApp, path: string): Promise<Row[][]> {
  const pages: Row[][] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: Response = await app.call(next);
    if (response.status !== 200) throw new Error(`${next} answers ${response.status}`);
    pages.push((await response.json()) as Row[]);
    next = nextOf(response);
    if (pages.length > 500) throw new Error('The list has no end.');
  }
  return pages;
}
