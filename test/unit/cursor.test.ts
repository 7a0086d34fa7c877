import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor, nextPageLink } from '../../src/platform/cursor.ts';
import { Problem } from '../../src/platform/problem.ts';

const id = '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2';

it.each([
  '2026-03-14T09:26:53.589793Z',
  '2026-03-14T09:26:53.000000Z',
  '2028-02-29T23:59:59.999999Z',
  '0001-01-01T00:00:00.000000Z',
  '9999-12-31T23:59:59.999999Z',
])('comes back as it went, to the microsecond: %s', (at) => {
  const text = encodeCursor('queue', { at, id });
  expect(text).toMatch(/^[\w-]+$/);
  expect(decodeCursor('queue', text)).toEqual({ at, id });
});

it('is a 422 that names the parameter, in another list or changed', () => {
  const text = encodeCursor('queue', { at: '2026-03-14T09:26:53.589793Z', id });
  for (const [list, cursor] of [
    ['other', text],
    ['queue', ''],
    ['queue', text.slice(1)],
    ['queue', `${text.slice(0, -8)}AAAAAAAA`],
    ['queue', 'ü'],
  ] as const) {
    let thrown: unknown;
    try {
      decodeCursor(list, cursor);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Problem);
    expect(thrown).toMatchObject({
      code: 'validation_failed',
      status: 422,
      members: { errors: [{ path: 'cursor', message: expect.any(String) }] },
    });
  }
});

it('is put into the link to the next page, in place of the one before, all else kept', () => {
  expect(nextPageLink('https://a.example/list?limit=2&cursor=old', 'new')).toBe(
    '<https://a.example/list?limit=2&cursor=new>; rel="next"',
  );
  expect(nextPageLink('https://a.example/list', 'new')).toBe(
    '<https://a.example/list?cursor=new>; rel="next"',
  );
});
