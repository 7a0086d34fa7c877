/** What `npm run build:client` reads of openapi.json. */
export interface OpenApi {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}
interface Operation {
  summary: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> } | Reference>;
}
interface Parameter {
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

const comment = (text: string | undefined): string =>
  text === undefined ? '' : `/** ${text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ')} */\n`;

const member = (name: string, isRequired: boolean, type: string): string =>
  `${/^(?:[a-z_]\w*|\d+)$/i.test(name) ? name : `'${name}'`}${isRequired ? '' : '?'}: ${type};\n`;

/** Indents each line by two spaces for each brace that is open. */
function indented(code: string): string {
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
function typeOf(schema: Schema): string {
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

/** The parameters of one place (`query`, `param`, `header`) and the body, as `hc` takes them. */
function inputOf({ requestBody }: Operation, parameters: Parameter[]): string {
  const places = { param: 'path', query: 'query', header: 'header' };
  const inputs = Object.entries(places).map(([input, place]) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    const members = here.map(
      ({ name, required, description, schema }) =>
        comment(description) + member(name, required, typeOf(schema)),
    );
    const isRequired = here.some(({ required }) => required);
    return here.length === 0 ? '' : member(input, isRequired, `{\n${members.join('')}}`);
  });
  const body = requestBody?.content['application/json']?.schema;
  return `{\n${inputs.join('')}${body ? member('json', requestBody?.required ?? false, typeOf(body)) : ''}}`;
}

/**
 * The declarations of the client: a type for every component of the document, and `AppType` for Hono's `hc`. It is as
 * flat as it can be: checking types that are derived from the routes themselves takes seconds.
 */
export function clientTypes(document: OpenApi, basePath: string): string {
  const found = <Value extends object>(value: Value | Reference): Value => {
    if (!('$ref' in value)) return value;
    return value.$ref
      .split('/')
      .slice(1)
      .reduce<object>((holder, key) => Reflect.get(holder, key), document) as Value;
  };
  const components = Object.entries(document.components.schemas).map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)};\n`,
  );
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    const methods = Object.entries(operations).map(([method, operation]) => {
      const input = inputOf(operation, (operation.parameters ?? []).map(found));
      const answers = Object.entries(operation.responses).map(([status, response]) => {
        const [content] = Object.values(found(response).content ?? {});
        return member(status, true, content === undefined ? 'null' : typeOf(content.schema));
      });
      return `${comment(operation.summary)}$${method}: Answers<${input}, {\n${answers.join('')}}>;\n`;
    });
    const template = path.replace(basePath, '').replaceAll(/\{(\w+)\}/g, ':$1');
    return member(template, true, `{\n${methods.join('')}}`);
  });
  return indented(`import type { Hono } from 'hono';
import type { ClientRequestOptions, hc } from 'hono/client';

${components.join('\n')}
/** What an endpoint takes, and what it answers with by status. */
type Answers<Input, Bodies> = {
  [Status in keyof Bodies]: {
    input: Input;
    output: Bodies[Status];
    outputFormat: Bodies[Status] extends null ? 'body' : 'json';
    status: Status;
  };
}[keyof Bodies];

/** The API, for \`hc\`. Its paths are relative to ${basePath}. */
export type AppType = Hono<{}, {
${paths.join('')}}, '/'>;

/**
 * A client of the dashboard.
 *
 * @param origin of the deployment, such as https://dashboard.example
 * @param options of \`hc\`: \`headers\`, \`fetch\`, …
 */
export declare function createClient(
  origin: string,
  options?: ClientRequestOptions,
): ReturnType<typeof hc<AppType>>;
`);
}
