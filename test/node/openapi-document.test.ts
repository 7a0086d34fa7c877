import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import committed from '../../openapi.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { problemCatalog } from '../../src/http/problem-catalog.ts';
import { dereferenced } from '../support/dereferenced.ts';
import { operations } from '../support/node/described.ts';

/** What tools and readers rely on in openapi.json, beside what the answers show. */

/** Every value in the document, with the path to it. */
function* valuesIn(value: unknown, path: string[] = []): Generator<{ path: string[]; value: object }> {
  if (typeof value !== 'object' || value === null) return;
  yield { path, value };
  for (const [key, inner] of Object.entries(value)) yield* valuesIn(inner, [...path, key]);
}
const everything = [...valuesIn(committed)];

it('has the version of package.json', () => {
  expect(committed.info.version).toBe(packageJson.version);
});

it('has less than 275 KB', async () => {
  expect((await stat(new URL('../../openapi.json', import.meta.url))).size).toBeLessThan(275_000);
});

it('has no reference that leads nowhere', () => {
  const references = everything.flatMap(({ value }) => ('$ref' in value ? [String(value.$ref)] : []));
  expect(references.length).toBeGreaterThan(500);
  const targets = new Set(everything.map(({ path }) => ['#', ...path].join('/')));
  expect(references.filter((reference) => !targets.has(reference))).toEqual([]);
});

describe('says once', () => {
  const inline = Object.values(committed.paths).flatMap((path) => Object.values(path) as unknown as Inline[]);
  interface Inline {
    parameters?: object[];
    responses: Record<
      string,
      { headers?: Record<string, object>; content?: Record<string, { examples?: object }> }
    >;
  }
  const responses = [
    ...inline.flatMap((operation) => Object.values(operation.responses)),
    ...Object.values(committed.components.responses as Inline['responses']),
  ];

  it.each([
    ['response', inline.flatMap((operation) => Object.values(operation.responses))],
    ['parameter', inline.flatMap(({ parameters = [] }) => parameters)],
    ['header', responses.flatMap(({ headers = {} }) => Object.values(headers))],
    [
      'example',
      responses.flatMap(({ content = {} }) =>
        Object.values(content).flatMap(({ examples = {} }) => Object.values(examples) as object[]),
      ),
    ],
  ])('what each %s is', (_, values) => {
    const described = values.filter((value) => !('$ref' in value)).map((value) => JSON.stringify(value));
    expect(described.length).toBeLessThan(values.length);
    expect(described.filter((text, place) => described.indexOf(text) !== place)).toEqual([]);
  });

  it('the values of each enum, under a name', () => {
    const enums = everything.filter(({ value }) => 'enum' in value && (value.enum as unknown[]).length > 1);
    const named = enums.filter(({ path }) => path.length === 3 && path[1] === 'schemas');
    const texts = named.map(({ value }) => JSON.stringify(value));
    expect(new Set(texts).size).toBe(texts.length);
    expect(named.map(({ path }) => path.at(-1))).toEqual(
      expect.arrayContaining(['SessionStatus', 'MetricName', 'ProblemCode', 'Availability', 'AuditAction']),
    );
    // Only the codes of a status are a part of an enum.
    const others = enums.filter(({ path }) => path.length !== 3 && path.at(-1) !== 'code');
    expect(others.map(({ path }) => path.join('.'))).toEqual([]);
  });
});

it('fills in no parameter that may be left out', () => {
  const parameters = operations.flatMap(({ operation }) => operation.parameters ?? []);
  expect(parameters.length).toBeGreaterThan(50);
  // What pages fill in; `examples` of a schema only show.
  const filling = parameters.filter((parameter) =>
    [parameter, parameter.schema].some(
      (place) => 'example' in place || ('examples' in place && place === parameter),
    ),
  );
  expect(filling).toEqual([]);
});

it('has `metrics` as a list of metrics', () => {
  expect(
    dereferenced(committed).paths['/api/v1/admin/chat-dashboard/timeseries'].get.parameters,
  ).toContainEqual(
    expect.objectContaining({
      name: 'metrics',
      explode: false,
      schema: { type: 'array', items: { $ref: '#/components/schemas/MetricName' } },
    }),
  );
});

it.each([
  ['If-Match', 'version_changed'],
  ['If-None-Match', '304'],
])('declares the header %s where an answer depends on it', (name, sign) => {
  const depending = operations.filter(({ operation }) => JSON.stringify(operation.responses).includes(sign));
  expect(depending.length).toBeGreaterThan(3);
  for (const { operation } of depending) {
    expect(operation.parameters).toContainEqual(
      expect.objectContaining({ in: 'header', name, required: false }),
    );
  }
});

interface Problem {
  status: number;
  title: string;
  code: keyof typeof problemCatalog;
}
const problems = operations.flatMap(({ name, operation }) =>
  Object.entries(operation.responses).flatMap(([status, { content, description }]) => {
    const problem = content?.['application/problem+json'] as
      | { schema: object; examples: Record<string, { value: Problem }> }
      | undefined;
    return problem === undefined
      ? []
      : [{ at: `${name} ${status}`, status: Number(status), description, ...problem }];
  }),
);

// Most operations share theirs.
const distinct = [...Map.groupBy(problems, (problem) => JSON.stringify({ ...problem, at: '' })).values()];

describe.each(distinct.flatMap(([first]) => first ?? []))(
  'the problems of $at',
  ({ status, description, schema, examples }) => {
    it('have an example for each code, of their status, that fits the schema', () => {
      const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
      addFormats(ajv);
      ajv.addKeyword('example').addVocabulary(['components', 'openapi', 'info', 'servers', 'tags', 'paths']);
      const validate = ajv.compile({ ...schema, components: committed.components });
      const codes = [...description.matchAll(/^- `([a-z_]+)`: /gm)].map(([, code]) => code);
      expect(Object.keys(examples)).toEqual(codes);
      for (const [code, { value }] of Object.entries(examples)) {
        expect(value).toMatchObject({ status, code, title: problemCatalog[value.code].title });
        validate(value);
        expect(validate.errors ?? []).toEqual([]);
        expect(validate({ ...value, status: 418 })).toBe(false);
        expect(validate({ ...value, code: 'route_not_found' })).toBe(false);
      }
    });
  },
);
