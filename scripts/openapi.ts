import { readFile, writeFile } from 'node:fs/promises';
import { createApp } from '../src/app.ts';
import { compositionRoot, workerRuntime } from '../src/deps.ts';
import { problemCatalog } from '../src/http/problem-catalog.ts';
import { openApiDocument } from './openapi-document.ts';
import type { OpenApi } from './openapi-types.ts';
import { uiTypes } from './ui-types.ts';

/**
 * `npm run openapi` writes what is made from the code: openapi.json and the admin UI's types of it from the routes,
 * docs/problems.md from the catalogue of problems. With `--check` it only says what differs.
 */
const app = createApp(compositionRoot(workerRuntime), workerRuntime, {});

const document = readable(openApiDocument(app));

const generated = {
  'openapi.json': `${document}\n`,
  'ui/src/api/openapi.d.ts': uiTypes(JSON.parse(document) as OpenApi),
  'docs/problems.md': problemsPage(),
};

for (const [name, content] of Object.entries(generated)) {
  const file = new URL(`../${name}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    await writeFile(file, content);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== content) {
    console.error(`${name} differs from the code: run \`npm run openapi\` and commit it.`);
    process.exitCode = 1;
  }
}

function problemsPage(): string {
  const entries = Object.entries(problemCatalog).map(
    ([code, { status, title, meaning, remedy }]) =>
      `## ${code}\n\n**${status}, ${title}.** ${meaning}\n\n${remedy}\n`,
  );
  return `# Problems

Every error is a document of type \`application/problem+json\` (RFC 9457) with the members \`type\`, \`title\`,
\`status\`, \`detail\`, \`instance\`, \`code\`, \`request_id\` and \`success: false\`. Act on \`code\`; show \`detail\` to a
person; quote \`request_id\` when you report one. A deployment serves this page at \`/docs/problems\`, where \`type\`
links to. Generated from \`src/http/problem-catalog.ts\` by \`npm run openapi\`.

${entries.join('\n')}`;
}

/** JSON with each value on one line if that has at most 240 characters. */
function readable(value: unknown, indent = ''): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= 240) return line;
  const inner = `${indent} `;
  const isList = Array.isArray(value);
  const entries = Object.entries(value).map(
    ([key, entry]) => `${inner}${isList ? '' : `${JSON.stringify(key)}: `}${readable(entry, inner)}`,
  );
  return `${isList ? '[' : '{'}\n${entries.join(',\n')}\n${indent}${isList ? ']' : '}'}`;
}
