import { problemCatalog, type ProblemCode, type ProblemEntry } from '../src/http/problem-catalog.ts';
import { Problem, problemDocument } from '../src/http/problem.ts';

/** What a response with problems looks like in the OpenAPI document: its codes, with an example for each of them. */
export function problemResponse(codes: ProblemCode[], headers: unknown) {
  const [first] = codes;
  if (first === undefined) throw new Error('A response with problems has none.');
  const schema = {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      {
        type: 'object',
        properties: { status: { const: problemCatalog[first].status }, code: { enum: codes } },
        required: ['status', 'code'],
      },
    ],
  };
  const examples = codes.map((code) => [
    code,
    { summary: problemCatalog[code].title, value: problemExample(code) },
  ]);
  return {
    description: codes.map((code) => `- \`${code}\`: ${problemCatalog[code].meaning}`).join('\n'),
    headers,
    content: { 'application/problem+json': { schema, examples: Object.fromEntries(examples) } },
  };
}

function problemExample(code: ProblemCode): object {
  const { meaning, members }: ProblemEntry = problemCatalog[code];
  return problemDocument(
    new Problem(code, meaning.replaceAll('`', ''), members && { members }),
    'https://dashboard.example/api/v1/admin/chat-dashboard/sessions/6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
    '0f3a5f0e-6f4d-4c55-9a43-2b8f5d0c9f7e',
  );
}
