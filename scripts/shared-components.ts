import { enumNameKey } from '../src/http/enum-schemas.ts';
import type { ProblemCode } from '../src/http/problem-catalog.ts';
import { problemCodesKey } from '../src/http/route.ts';
import { problemResponse } from './problem-response.ts';

type Json = Record<string, unknown>;

/**
 * Names what an OpenAPI document repeats: each enum, and each header, example, parameter and response that stands in
 * several places becomes a component, so that the document says it once.
 *
 * @param source as the routes describe it; not changed
 */
export function shareComponents(source: object): Json {
  const components: Record<string, Json> = {};
  const document = JSON.parse(JSON.stringify(source), (_, value: unknown) => {
    if (!isObject(value)) return value;
    if (problemCodesKey in value) {
      return problemResponse(value[problemCodesKey] as ProblemCode[], value['headers']);
    }
    return enumNameKey in value ? shareEnum(value, (components['schemas'] ??= {})) : tidyParameter(value);
  }) as { paths: Json; components: Record<string, Json> };
  document.components['schemas'] = { ...document.components['schemas'], ...components['schemas'] };
  // Responses come last: they contain headers and examples.
  for (const kind of ['headers', 'examples', 'parameters', 'responses']) {
    share(holdersOf(document.paths, kind), kind, (document.components[kind] ??= {}));
  }
  return document;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Adds an enum to the schemas, without null, and returns what refers to it. */
function shareEnum({ [enumNameKey]: name, type, enum: values, ...others }: Json, schemas: Json): Json {
  schemas[String(name)] = { type: 'string', enum: (values as unknown[]).filter((value) => value !== null) };
  const reference = { $ref: `#/components/schemas/${String(name)}` };
  return type === 'string'
    ? { ...reference, ...others }
    : { anyOf: [reference, { type: 'null' }], ...others };
}

/** A parameter's sample moves to where no page fills it in and sends it; its description stands beside the schema. */
function tidyParameter(value: Json): Json {
  if (!('in' in value) || !isObject(value['schema'])) return value;
  const { description: _, example, ...schema } = value['schema'];
  return { ...value, schema: example === undefined ? schema : { ...schema, examples: [example] } };
}

/** Every list or map with this name. */
function holdersOf(value: unknown, kind: string): Json[] {
  if (!isObject(value)) return [];
  const own = value[kind];
  const inner = Object.values(value).flatMap((part) => holdersOf(part, kind));
  return isObject(own) ? [own, ...inner] : inner;
}

/** Replaces entries that are alike by a reference to one component. */
function share(holders: Json[], kind: string, components: Json): void {
  const places = holders.flatMap((holder) =>
    Object.entries(holder).flatMap(([key, value]) =>
      isObject(value) ? [{ holder, key, value, name: nameOf(kind, key, value) }] : [],
    ),
  );
  for (const alike of Map.groupBy(places, ({ name, value }) => JSON.stringify([name, value])).values()) {
    const [first] = alike;
    if (first === undefined || alike.length === 1) continue;
    let { name } = first;
    for (let next = 2; name in components; next += 1) name = `${first.name}-${next}`;
    components[name] = first.value;
    for (const { holder, key } of alike) holder[key] = { $ref: `#/components/${kind}/${name}` };
  }
}

const reasons: Json = { 304: 'NotModified', 400: 'BadRequest', 401: 'Unauthorized', 403: 'Forbidden' };

/** A success is named after what it answers with, a problem after its codes, or after its status if they are many. */
function nameOf(kind: string, key: string, value: Json): string {
  if (kind === 'parameters') return String(value['name']);
  if (kind !== 'responses') return key;
  const [content] = Object.values((value['content'] ?? {}) as Record<string, Record<string, Json>>);
  const codes = Object.keys(content?.['examples'] ?? {}).map((code) =>
    code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );
  if (codes.length > 0 && codes.length <= 2) return codes.join('Or');
  const schema = content?.['schema']?.['$ref'] as string | undefined;
  return schema?.split('/').at(-1) ?? String(reasons[key] ?? `Status${key}`);
}
