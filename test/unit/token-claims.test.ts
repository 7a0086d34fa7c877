import { describe, expect, it } from 'vitest';
import { parseTokenSettings, type Bindings } from '../../src/env.ts';
import { claimAt, roleOf } from '../../src/http/token-claims.ts';

describe('the claim at a path', () => {
  it.each<[string, unknown, unknown]>([
    ['role', { role: 'admin' }, 'admin'],
    ['a.b', { a: { b: 1 } }, 1],
    ['a.b', { 'a.b': 1, a: { b: 2 } }, 1],
    ['a.b.c', { 'a.b': { c: 1 }, a: { 'b.c': 2 } }, 1],
    ['a.b.c', { 'a.b': { x: 1 }, a: { 'b.c': 2 } }, 2],
    ['a.b.c', { a: { b: { c: 3 } } }, 3],
    ['https://chat.example.com/roles', { 'https://chat.example.com/roles': ['x'] }, ['x']],
    ['https://chat.example.com/app.role', { 'https://chat.example.com/app': { role: 'x' } }, 'x'],
    ['resource_access.chat.example.roles', { resource_access: { 'chat.example': { roles: ['x'] } } }, ['x']],
    ['a.b', { a: null }, undefined],
    ['a.b', { a: 'b' }, undefined],
    ['a.length', { a: 'text' }, undefined],
    ['a.0', { a: ['x'] }, 'x'],
    ['missing', { role: 'admin' }, undefined],
    ['constructor', {}, undefined],
    ['constructor.name', {}, undefined],
    ['__proto__', {}, undefined],
    ['.', { a: 1 }, undefined],
    ['.a', { '.a': 1 }, 1],
    ['a.', { a: { '': 1 } }, 1],
  ])('%s of %j', (path, claims, value) => {
    expect(claimAt(claims, path)).toEqual(value);
  });
});

describe('the role', () => {
  const role = (value: unknown, variables: Partial<Bindings> = {}) =>
    roleOf({ role: value }, parseTokenSettings(variables));

  it.each([
    ['admin', 'admin'],
    [['agent'], 'agent'],
    [['router', 'agent', 'admin', 'x'], 'admin'],
    [['router', 'agent'], 'agent'],
    ['Admin', undefined],
    ['admin ', undefined],
    ['admin agent', undefined],
    [[['admin']], undefined],
    [{ admin: true }, undefined],
    [undefined, undefined],
    [null, undefined],
    [true, undefined],
    [[], undefined],
  ])('of %j is %s', (value, expected) => {
    expect(role(value)).toBe(expected);
  });

  it.each([
    ['lead', 'admin'],
    ['Support Team', 'agent'],
    [['other', 'bot', 'Support Team'], 'agent'],
    [['Support Team', 'lead'], 'admin'],
    ['admin', undefined],
    ['support team', undefined],
    [[], undefined],
  ])('of %j through a map is %s', (value, expected) => {
    expect(role(value, { JWT_ROLE_MAP: 'bot=router,lead=admin,boss=admin,Support Team=agent' })).toBe(
      expected,
    );
  });
});
