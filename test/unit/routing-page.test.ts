import { describe, expect, it } from 'vitest';
import page from '../../docs/routing.md?raw';
import { problemCatalog } from '../../src/http/problem-catalog.ts';

const advice = page.split('## What to repeat and what not')[1]?.split('\n## ')[0] ?? '';
const catalogue = Object.entries(problemCatalog);

describe('docs/routing.md', () => {
  it('says of every problem that a router’s call may meet what to do', () => {
    const unsaid = catalogue.filter(([code, { status }]) => {
      const isSaidByStatus = [400, 405, 413, 414, 415].includes(status) && advice.includes(String(status));
      return !isSaidByStatus && !advice.includes(`\`${code}\``);
    });
    expect(unsaid).toEqual([]);
  });

  it('gives every code the status that it has', () => {
    const told = [...advice.matchAll(/^\| (\d{3}|5xx) (.*?) \|/gm)].flatMap(([, status = '', codes = '']) =>
      [...codes.matchAll(/`([a-z_]+)`/g)].map(([, code = '']) => [code, status]),
    );
    expect(told.length).toBeGreaterThan(20);
    const real = new Map(
      catalogue.map(([code, { status }]) => [code, status < 500 ? String(status) : '5xx']),
    );
    expect(told).toEqual(told.map(([code = '']) => [code, real.get(code)]));
  });
});
