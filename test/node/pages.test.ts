import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** What a reader relies on in the pages: that links lead somewhere, and that what a page names is there. */

const root = path.resolve(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .trimEnd()
  .split('\n');

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): Set<string> {
  const withoutCode = textOf(page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  const titles = [...withoutCode.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(titles);
}

/** The links of a page to other files and headings of the repository that lead nowhere. */
function brokenLinks(page: string): string[] {
  const text = textOf(page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^(?:https?|mailto):/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? page : path.join(path.dirname(page), file);
    if (!existsSync(path.join(root, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
  });
}

it.each(pages)('%s links to nothing that is not there', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

describe('README.md', () => {
  it('leads to every page of docs/', () => {
    const readme = textOf('README.md');
    const unlisted = pages.filter(
      (page) =>
        /^docs\/[^/]+\.md$/.test(page) && !readme.includes(`](${page})`) && !readme.includes(`](${page}#`),
    );
    expect(unlisted).toEqual([]);
  });
});

describe('docs/threat-model.md', () => {
  const attempts = textOf('docs/threat-model.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('test.ts`'));

  it('names a test for each attempt', () => {
    const tables = textOf('docs/threat-model.md').split('| attempt |').slice(1);
    const rows = tables
      .flatMap((table) => table.split('\n').slice(2))
      .filter((line) => line.startsWith('| '));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => !attempts.includes(row))).toEqual([]);
  });

  it.each(attempts)('names tests that are there: %s', (attempt) => {
    const files = [...attempt.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(([, file = '']) => file);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});
