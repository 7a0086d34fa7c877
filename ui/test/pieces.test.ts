import { describe, expect, it } from 'vitest';
import { nextPageOf } from '../src/api/answer.ts';
import { nextRequestMs } from '../src/api/live.ts';
import { problemOf } from '../src/api/problem.ts';
import { parseSearch, stringifySearch } from '../src/app/search.ts';
import { claimsOf, credentialsOf } from '../src/auth/claims.ts';
import { fitting, nextSorting, sorted, type Column } from '../src/components/data-table/columns.ts';
import { matching } from '../src/components/pick-list.tsx';
import { shortcuts } from '../src/keys/catalog.ts';
import { stepOf } from '../src/keys/dispatch.ts';
import { parseSessionsSearch, toListQuery } from '../src/routes/sessions/sessions-search.ts';

describe('asking again', () => {
  it('waits longer the longer requests have failed, and as long as the API asks for', () => {
    expect(nextRequestMs('still')).toBe(false);
    expect(nextRequestMs('now')).toBe(3000);
    expect(nextRequestMs('now', 2)).toBe(3000);
    expect(nextRequestMs('now', 60)).toBe(30_000);
    expect(nextRequestMs('now', 10_000)).toBe(120_000);
    expect(nextRequestMs('figures', 0, 45)).toBe(45_000);
  });
});

describe('an answer', () => {
  it('leads to its next page', () => {
    const link = '<http://api/sessions?limit=100&cursor=abc%3D>; rel="next"';
    expect(nextPageOf(link)?.get('cursor')).toBe('abc=');
    expect(nextPageOf(null)).toBeUndefined();
  });

  it('that is no problem document is told as one', () => {
    const response = new Response('<html>', {
      status: 502,
      headers: { 'X-Request-Id': 'r1', 'Retry-After': '7' },
    });
    const problem = problemOf(response, '<html>');
    expect(problem).toMatchObject({
      status: 502,
      code: 'unreadable',
      retryAfterSeconds: 7,
      isTransient: true,
    });
    expect(problem.problem.request_id).toBe('r1');
  });
});

it('search parameters stay text', () => {
  const search = parseSearch('?rating=5&rated=true&open=168&x=a%20b');
  expect(search).toEqual({ rating: '5', rated: 'true', open: '168', x: 'a b' });
  expect(parseSearch(stringifySearch({ ...search, gone: undefined }))).toEqual(search);
  expect(stringifySearch({})).toBe('');
});

it('a search of sessions keeps valid filters, and sends them as the API takes them', () => {
  const search = parseSessionsSearch({
    status: 'waiting',
    rated: 'true',
    rating: '9',
    agent_id: 'x',
    figure: 'wait',
  });
  expect(search).toEqual({ status: 'waiting', rated: 'true', figure: 'wait' });
  expect(toListQuery(search)).toEqual({ status: 'waiting', rated: true });
  expect(parseSessionsSearch({ rating: '1,2' })).toEqual({ rating: '1,2' });
  expect(toListQuery({ rating: '1,2' })).toEqual({ rating: [1, 2] });
});

describe('a table', () => {
  interface Row {
    name: string;
    n: number | null;
  }
  const column = (key: keyof Row, width: number, priority: number): Column<Row> => ({
    key,
    label: key,
    width,
    priority,
    cell: (row) => row[key],
    sort: (row) => row[key],
  });
  const columns = [column('n', 100, 2), column('name', 200, 1)];
  const rows = [
    { name: 'b', n: null },
    { name: 'c', n: 1 },
    { name: 'a', n: 2 },
  ];

  it('keeps the columns that fit, the important ones first', () => {
    expect(fitting(columns, 1000).map(({ key }) => key)).toEqual(['n', 'name']);
    expect(fitting(columns, 300).map(({ key }) => key)).toEqual(['name']);
    expect(fitting(columns, 100).map(({ key }) => key)).toEqual(['name']);
  });

  it('sorts both ways, with nothing last, and back to its own order', () => {
    const names = (direction: 'ascending' | 'descending') =>
      sorted(rows, columns, { key: 'n', direction }).map(({ name }) => name);
    expect(names('descending')).toEqual(['a', 'c', 'b']);
    expect(names('ascending')).toEqual(['c', 'a', 'b']);
    const first = nextSorting(undefined, 'n');
    expect([first, nextSorting(first, 'n'), nextSorting(nextSorting(first, 'n'), 'n')]).toEqual([
      { key: 'n', direction: 'descending' },
      { key: 'n', direction: 'ascending' },
      undefined,
    ]);
  });
});

it('a pick list finds words in any order, whatever their case and accents', () => {
  const options = ['America/New York', 'America/São Paulo', 'Europe/York'].map((label) => ({
    id: label,
    label,
  }));
  expect(matching(options, 'york am').map(({ id }) => id)).toEqual(['America/New York']);
  expect(matching(options, 'sao').map(({ id }) => id)).toEqual(['America/São Paulo']);
});

describe('shortcuts', () => {
  it('are told apart wherever they work', () => {
    const places = Object.values(shortcuts).map(({ keys, page }) => ({ keys, page }));
    for (const [at, one] of places.entries()) {
      const clash = places.slice(at + 1).find(({ keys, page }) => {
        const isNear = page === undefined || one.page === undefined || page === one.page;
        return (
          isNear && (keys === one.keys || keys.startsWith(`${one.keys} `) || one.keys.startsWith(`${keys} `))
        );
      });
      expect([one, clash]).toEqual([one, undefined]);
    }
  });

  it.each([
    [{ key: 'k', metaKey: true }, 'mod+k'],
    [{ key: 'K', ctrlKey: true }, 'mod+k'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'D', shiftKey: true }, 'shift+d'],
    [{ key: 'ArrowLeft' }, 'ArrowLeft'],
    [{ key: 'x', altKey: true }, undefined],
  ])('%j is %s', (event, step) => {
    const none = { metaKey: false, ctrlKey: false, altKey: false, shiftKey: false };
    expect(stepOf({ ...none, ...event } as KeyboardEvent)).toBe(step);
  });
});

describe('a token', () => {
  const tokenOf = (payload: unknown) => `h.${btoa(JSON.stringify(payload)).replaceAll('=', '')}.s`;
  it('says whose it is and when it ends, whoever signed it', () => {
    const token = tokenOf({ sub: 's', role: 'admin', exp: 10 });
    expect(claimsOf(token)).toEqual({ sub: 's', role: 'admin', exp: 10 });
    expect(credentialsOf(token)).toEqual({ token, subject: 's', expiresAt: 10_000 });
  });

  it.each(['', 'a.b', 'x.!.y', tokenOf({ sub: 's' })])('is none in %j', (text) => {
    expect(credentialsOf(text)).toBeUndefined();
  });
});
