import { expect, it } from 'vitest';
import {
  decodeCursor,
  decodeTextCursor,
  encodeCursor,
  encodeTextCursor,
  nextPageLink,
} from '../../src/http/cursor.ts';
import { Problem } from '../../src/http/problem.ts';

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

it.each(['Ada', '', ' ', '"\\', 'Zoë', '写', '👩‍👩‍👧‍👦', '\u0001\u2028', '\ufeff', '\u0001'.repeat(100)])(
  'comes back as it went, whatever text it keeps: %j',
  (text) => {
    const cursor = encodeTextCursor('agents', { text, id });
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(cursor.length).toBeLessThanOrEqual(1024);
    expect(decodeTextCursor('agents', cursor)).toEqual({ text, id });
  },
);

it.each([
  ['of another list', 'others', encodeTextCursor('agents', { text: 'Ada', id })],
  ['of an instant where a text is kept', 'queue', encodeTextCursor('queue', { text: 'Ada', id })],
])('is refused: one %s', (_, list, cursor) => {
  expect(() => decodeCursor(list, cursor)).toThrow(Problem);
});

it.each(['a\u0000b', '\ud800'])('does not keep what PostgreSQL can’t: %j', (text) => {
  expect(() => decodeTextCursor('agents', encodeTextCursor('agents', { text, id }))).toThrow(Problem);
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
