import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { projectFolder } from '../dev/settings.ts';
import type { Finding } from './findings.ts';

const kilobyte = 1000;
const budgets = { entry: 180, screen: 60 };

/** A file and all that it imports statically: what the browser loads before it runs. */
function loadedWith(
  fileName: string,
  chunks: ReadonlyMap<string, Rolldown.OutputChunk>,
  seen = new Set<string>(),
): Set<string> {
  const chunk = chunks.get(fileName);
  if (chunk === undefined || seen.has(fileName)) return seen;
  seen.add(fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) seen.add(style);
  for (const imported of chunk.imports) loadedWith(imported, chunks, seen);
  return seen;
}

/**
 * Builds the admin UI as for a deployment, without writing it, and measures what a browser loads: the entry with its
 * styles, and what each screen adds to it. Every file is compressed by itself, as it is sent.
 */
export async function measureUiSizes(): Promise<Finding[]> {
  const built = await build({
    configFile: path.join(projectFolder, 'ui/vite.config.ts'),
    logLevel: 'warn',
    build: { write: false },
  });
  const { output } = [built].flat()[0] as Rolldown.RolldownOutput;
  const chunks = new Map(
    output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])),
  );
  const sizes = new Map(
    output.map((file) => [
      file.fileName,
      gzipSync(file.type === 'chunk' ? file.code : file.source).length / kilobyte,
    ]),
  );
  const shell = output.find(({ fileName }) => fileName === 'index.html');
  const html = shell?.type === 'asset' ? String(shell.source) : '';
  const loadedFirst = new Set<string>();
  for (const [, file = ''] of html.matchAll(/(?:src|href)="\/ui\/(assets\/[^"]+\.(?:js|css))"/g)) {
    loadedFirst.add(file);
    for (const loaded of loadedWith(file, chunks)) loadedFirst.add(loaded);
  }
  const sizeOf = (files: Iterable<string>): number =>
    [...files].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
  const sizeBeyondEntry = (file: string): number =>
    sizeOf([...loadedWith(file, chunks)].filter((loaded) => !loadedFirst.has(loaded)));
  const screens = [...chunks.values()]
    .filter(({ isDynamicEntry, name }) => isDynamicEntry && name.endsWith('-page'))
    .map(({ name, fileName }) => ({ name, value: sizeBeyondEntry(fileName) }))
    .toSorted((a, b) => b.value - a.value);
  const [largest] = screens;
  if (loadedFirst.size === 0 || largest === undefined)
    throw new Error('The build has no entry or no screens');
  return [
    {
      id: 'ui/entry',
      what: 'UI: entry with styles, gzipped',
      value: sizeOf(loadedFirst),
      unit: 'kB',
      budget: { atMost: budgets.entry },
    },
    {
      id: 'ui/largest-screen',
      what: `UI: largest screen beyond the entry, gzipped (${largest.name})`,
      value: largest.value,
      unit: 'kB',
      budget: { atMost: budgets.screen },
    },
  ];
}
