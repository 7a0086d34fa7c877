import { describe, expect, it } from 'vitest';
import { readSqlSources } from '../../scripts/sql-sources.ts';
import { compareMigrationsWithSources } from '../../scripts/two-databases.ts';

describe('the comparison of migrations with their sources', () => {
  it('finds nothing as committed, and each function that is edited, removed, added or given other parameters', async () => {
    const sources = await readSqlSources();
    expect(await compareMigrationsWithSources({ sources })).toEqual([]);

    const find = (name: string) => {
      const source = sources.find(({ functionName }) => functionName === name);
      if (source === undefined) throw new Error(`No source defines ${name}.`);
      return source;
    };
    const [load, tidy, assign] = [find('dashboard_load'), find('dashboard_tidy'), find('dashboard_assign')];
    const rewritten = new Map([
      [load, load.text.replace('count(*)', '1 + count(*)')],
      [tidy, tidy.text.replace('max_rows integer', 'max_rows bigint')],
    ]);
    const edited = sources
      .filter((source) => source !== assign)
      .map((source) => Object.assign({}, source, { text: rewritten.get(source) ?? source.text }));
    const added = { ...load, text: load.text.replace('dashboard_load', 'dashboard_loaded') };

    const differences = await compareMigrationsWithSources({ sources: [...edited, added] });

    expect(differences.map(({ name }) => name).sort()).toEqual([
      'function public.dashboard_assign(jsonb,jsonb)',
      'function public.dashboard_load(uuid,timestamp with time zone)',
      'function public.dashboard_loaded(uuid,timestamp with time zone)',
      'function public.dashboard_tidy(bigint)',
      'function public.dashboard_tidy(integer)',
    ]);
  });
});
