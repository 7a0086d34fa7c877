/** What types are made of: the part of openapi.json that they need. */
export interface OpenApi {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}
export interface Operation {
  summary: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> } | Reference>;
}
export interface Parameter {
  name: string;
  in: string;
  required: boolean;
  description: string;
  schema: Schema;
}
interface Reference {
  $ref: string;
}
interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  const?: unknown;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

const either = (types: string[]): string => [...new Set(types)].join(' | ');

/** A description as a comment of one line. */
export const comment = (text: string | undefined): string =>
  text === undefined ? '' : `/** ${text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ')} */\n`;

/** A property of a type, on a line of its own. */
export const member = (name: string, isRequired: boolean, type: string): string =>
  `${/^(?:[a-z_]\w*|\d+)$/i.test(name) ? name : `'${name}'`}${isRequired ? '' : '?'}: ${type};\n`;

/** Indents each line by two spaces for each brace that is open. */
export function indented(code: string): string {
  let depth = 0;
  const lines = code.split('\n').map((line) => {
    const text = line.trim();
    if (text.startsWith('}')) depth -= 1;
    const indent = '  '.repeat(depth) + (text.startsWith('*') ? ' ' : '');
    if (text.endsWith('{')) depth += 1;
    return text && indent + text;
  });
  return lines.join('\n');
}

/** A schema of the document as a TypeScript type. Bounds, patterns and formats are lost. */
export function typeOf(schema: Schema): string {
  const { $ref, const: value, enum: values, type, items, allOf } = schema;
  if ($ref !== undefined) return $ref.slice('#/components/schemas/'.length);
  if (value !== undefined) return JSON.stringify(value);
  if (values !== undefined) return either(values.map((one) => JSON.stringify(one)));
  // A part without a type only describes another one.
  if (allOf !== undefined)
    return allOf
      .map(typeOf)
      .filter((part) => part !== 'unknown')
      .join(' & ');
  const choices = schema.anyOf ?? (schema.properties === undefined ? schema.oneOf : undefined);
  if (choices !== undefined) return either(choices.map(typeOf));
  if (Array.isArray(type)) return either(type.map((one) => typeOf({ ...schema, type: one })));
  if (type === 'array') return `Array<${typeOf(items ?? {})}>`;
  if (type === 'object') return objectOf(schema);
  if (type === 'integer') return 'number';
  return type ?? 'unknown';
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): string {
  const members = Object.entries(properties).map(
    ([name, schema]) => comment(schema.description) + member(name, required.includes(name), typeOf(schema)),
  );
  const others = typeof additionalProperties === 'object' ? '[member: string]: unknown;\n' : '';
  return `{\n${members.join('')}${others}}`;
}

/** What one method of one path takes and answers with. References are resolved. */
export interface Endpoint {
  /** With placeholders in braces, as the document has it. */
  path: string;
  method: string;
  summary: string;
  parameters: Parameter[];
  body: { type: string; isRequired: boolean } | undefined;
  /** `content` is undefined for an answer without a body. */
  answers: { status: string; content: { mediaType: string; type: string } | undefined }[];
}

/** All endpoints, in the order of the document. */
export function endpointsOf(document: OpenApi): Endpoint[] {
  const found = <Value extends object>(value: Value | Reference): Value => {
    if (!('$ref' in value)) return value;
    return value.$ref
      .split('/')
      .slice(1)
      .reduce<object>((holder, key) => Reflect.get(holder, key), document) as Value;
  };
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary, parameters = [], requestBody, responses }]) => {
      const body = requestBody?.content['application/json'];
      const answers = Object.entries(responses).map(([status, response]) => {
        const [content] = Object.entries(found(response).content ?? {});
        return { status, content: content && { mediaType: content[0], type: typeOf(content[1].schema) } };
      });
      return {
        path,
        method,
        summary,
        parameters: parameters.map(found),
        body: body && { type: typeOf(body.schema), isRequired: requestBody?.required ?? false },
        answers,
      };
    }),
  );
}

/** The parameters of one place as members of a type, and whether one of them is required. */
export function parametersIn(
  place: string,
  { parameters }: Endpoint,
): { type: string; isRequired: boolean } | undefined {
  const here = parameters.filter((parameter) => parameter.in === place);
  if (here.length === 0) return undefined;
  const members = here.map(
    ({ name, required, description, schema }) =>
      comment(description) + member(name, required, typeOf(schema)),
  );
  return { type: `{\n${members.join('')}}`, isRequired: here.some(({ required }) => required) };
}

/** Groups endpoints by path: a member per path that holds a member per method. */
export function membersByPath(
  endpoints: Endpoint[],
  pathOf: (endpoint: Endpoint) => string,
  methodOf: (endpoint: Endpoint) => string,
): string {
  const paths = Map.groupBy(endpoints, pathOf);
  return [...paths]
    .map(([path, here]) => {
      const methods = here.map((endpoint) => comment(endpoint.summary) + methodOf(endpoint));
      return member(path, true, `{\n${methods.join('')}}`);
    })
    .join('');
}

/** A declaration per component: `export type SessionStatus = …`. */
export const componentTypes = ({ components }: OpenApi): string =>
  Object.entries(components.schemas)
    .map(([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)};\n`)
    .join('\n');
