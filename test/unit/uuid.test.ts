import { describe, expect, it } from 'vitest';
import { isUuid, userIdOf, uuidFrom } from '../../src/values/uuid.ts';

describe('the id of a user whose subject is not a UUID', () => {
  // Computed with Python: uuid5(uuid5(NAMESPACE_URL, issuer), subject).
  it.each([
    [
      'https://example.eu.auth0.com/',
      'auth0|64f1c2a9d3b5e8f7a6c4b210',
      'fdcc1e2a-4dc4-5145-8849-22a92e992e05',
    ],
    ['', 'alice', 'a361e778-6a38-5a95-9c68-234146626439'],
    ['https://id.example', 'Zoë 🦊', 'd0a83546-ee84-5df3-92ee-95768e61b77b'],
    ['https://id.example', 'x'.repeat(300), '4cafc92a-2110-552d-b440-fa14da007784'],
  ])('%s, %s', async (issuer, subject, id) => {
    expect(await userIdOf(issuer, subject)).toBe(id);
    expect(isUuid(id)).toBe(true);
  });

  it('differs for each issuer, however issuer and subject are joined', async () => {
    const ids = [
      await userIdOf('https://a.example/', 'b'),
      await userIdOf('https://a.example', '/b'),
      await userIdOf('https://a.example/b', ''),
      await userIdOf('https://b.example/', 'b'),
    ];
    expect(new Set(ids).size).toBe(4);
  });
});

it('a UUID made from a digest has its version and variant', () => {
  expect(uuidFrom(new Uint8Array(20).fill(0xff).buffer, 5)).toBe('ffffffff-ffff-5fff-bfff-ffffffffffff');
  expect(uuidFrom(new Uint8Array(32).buffer, 8)).toBe('00000000-0000-8000-8000-000000000000');
});
