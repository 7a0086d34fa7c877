import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import cachePage from '../../docs/cache.md?raw';
import configurationPage from '../../docs/configuration.md?raw';
import limitsPage from '../../docs/limits.md?raw';
import problemsPage from '../../docs/problems.md?raw';
import exampleSecrets from '../../.dev.vars.example?raw';
import wranglerConfig from '../../wrangler.toml?raw';
import { parseConfig, rateLimitNames, variableNames } from '../../src/env.ts';
import { rateLimitPeriodSeconds } from '../../src/http/rate-limit.ts';
import { cacheKey } from '../../src/cache/aggregate-cache.ts';
import { problemCatalog } from '../../src/http/problem-catalog.ts';
import { answerVersions } from '../../src/features/metrics/asked.ts';
import { testApp } from '../support/test-app.ts';

/** What stands in code marks in the first column of a page's tables. */
const firstColumn = (page: string): string[] =>
  [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);

const sorted = (names: Iterable<string>): string[] => [...names].sort();

describe('docs/problems.md', () => {
  const sections = problemsPage.split(/^## /m).slice(1);

  it('has a heading for every code, and no other', () => {
    expect(sorted(sections.map((section) => section.split('\n')[0] ?? ''))).toEqual(
      sorted(Object.keys(problemCatalog)),
    );
  });

  it.each(Object.entries(problemCatalog))('says of %s what the catalogue says', (code, entry) => {
    const section = sections.find((text) => text.startsWith(`${code}\n`)) ?? '';
    const { status, title, meaning, remedy } = entry;
    for (const part of [`${status}, ${title}`, meaning, remedy]) expect(section).toContain(part);
  });

  it('is what the Worker serves at /docs/problems, an anchor each', async () => {
    const app = testApp({ bindings: {} });
    const page = await (await app.call('/docs/problems', { token: null })).text();
    const anchors = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id = '']) => id);
    expect(sorted(anchors)).toEqual(sorted(Object.keys(problemCatalog)));
  });
});

describe('docs/configuration.md', () => {
  const names = [...variableNames, ...rateLimitNames, 'CACHE', 'ASSETS', 'ANALYTICS'];

  it('lists every binding of src/env.ts, and no other', () => {
    expect(sorted(firstColumn(configurationPage))).toEqual(sorted(names));
  });

  it('calls secret what .dev.vars.example holds, and nothing else', () => {
    const secrets = [...configurationPage.matchAll(/^\| `([A-Z_]+)` \| secret \|/gm)];
    const held = [...exampleSecrets.matchAll(/^([A-Z_]+)=/gm)];
    const namesOf = (found: RegExpExecArray[]) => sorted(found.map(([, name = '']) => name));
    expect(namesOf(held)).toEqual(namesOf(secrets));
  });

  it('names the defaults that hold', () => {
    const required = {
      DATABASE_URL: 'postgresql://user:password@host/database',
      JWT_SECRET: 'x'.repeat(32),
    };
    const config = parseConfig(required) as Record<string, unknown>;
    const defaults = [...configurationPage.matchAll(/^\| `([A-Z_]+)` \| variable \| (\d+) \|/gm)];
    expect(defaults.map(([, name = '', value]) => [name, config[name], Number(value)])).toEqual(
      defaults.map(([, name = '', value]) => [name, Number(value), Number(value)]),
    );
    expect(defaults.length).toBeGreaterThan(2);
  });

  it('knows every variable of wrangler.toml, which has the same ones for production', () => {
    const { vars, env } = parse(wranglerConfig) as unknown as {
      vars: Record<string, string>;
      env: { production: { vars: Record<string, string> } };
    };
    const variables = Object.keys(vars);
    expect(variables.length).toBeGreaterThan(0);
    expect(variables.filter((name) => !names.includes(name))).toEqual([]);
    expect(Object.keys(env.production.vars)).toEqual(variables);
  });
});

describe('docs/limits.md', () => {
  interface RateLimits {
    ratelimits: { name: string; namespace_id: string; simple: { limit: number; period: number } }[];
  }
  const { ratelimits } = (parse(wranglerConfig) as unknown as { env: { production: RateLimits } }).env
    .production;

  it('names the rate limits of wrangler.toml, all within the period that Retry-After names', () => {
    const told = [...limitsPage.matchAll(/^\| `([A-Z_]+_RATE_LIMIT)` \|.*\| ([\d,]+) \|$/gm)].map(
      ([, name, limit = '']) => ({
        name,
        simple: { limit: Number(limit.replaceAll(',', '')), period: rateLimitPeriodSeconds },
      }),
    );
    expect(ratelimits.map(({ name }) => name)).toEqual(rateLimitNames);
    expect(ratelimits).toMatchObject(told);
    expect(new Set(ratelimits.map((one) => one.namespace_id)).size).toBe(told.length);
  });
});

describe('docs/cache.md', () => {
  it('lists every form that a key can have, and no other', () => {
    const forms = Object.entries(answerVersions).flatMap(([endpoint, version]) => {
      const filters = {
        timeseries: ['<granularity>,<tz>,<agent_id>,<metrics>'],
        heatmap: ['<tz>,<agent_id>,<metrics>'],
        'agent-performance': ['<agent_id>', '<agent_id>+previous'],
      }[endpoint] ?? ['all', 'all+previous'];
      return filters.map((filter) =>
        cacheKey({ endpoint, version, rangeHours: 0, filter }).replace('/0h/', '/<hours>h/'),
      );
    });
    expect(sorted(firstColumn(cachePage))).toEqual(sorted(forms));
  });
});
