import {
  componentTypes,
  endpointsOf,
  indented,
  member,
  membersByPath,
  parametersIn,
  type Endpoint,
  type OpenApi,
} from './openapi-types.ts';

/** The parameters of one place (`query`, `param`, `header`) and the body, as `hc` takes them. */
function inputOf(endpoint: Endpoint): string {
  const places = { param: 'path', query: 'query', header: 'header' };
  const inputs = Object.entries(places).map(([input, place]) => {
    const parameters = parametersIn(place, endpoint);
    return parameters === undefined ? '' : member(input, parameters.isRequired, parameters.type);
  });
  const { body } = endpoint;
  return `{\n${inputs.join('')}${body ? member('json', body.isRequired, body.type) : ''}}`;
}

function methodOf(endpoint: Endpoint): string {
  const answers = endpoint.answers.map(({ status, content }) =>
    member(status, true, content?.type ?? 'null'),
  );
  return `$${endpoint.method}: Answers<${inputOf(endpoint)}, {\n${answers.join('')}}>;\n`;
}

/**
 * The declarations of the client: a type for every component of the document, and `AppType` for Hono's `hc`. It is as
 * flat as it can be: checking types that are derived from the routes themselves takes seconds.
 */
export function clientTypes(document: OpenApi, basePath: string): string {
  const template = ({ path }: Endpoint): string => path.replace(basePath, '').replaceAll(/\{(\w+)\}/g, ':$1');
  return indented(`import type { Hono } from 'hono';
import type { ClientRequestOptions, hc } from 'hono/client';

${componentTypes(document)}
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
${membersByPath(endpointsOf(document), template, methodOf)}}, '/'>;

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
