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

/** An operation as openapi-fetch takes it: parameters by place, the body, and answers by status and media type. */
function methodOf(endpoint: Endpoint): string {
  const places = ['path', 'query', 'header'].map((place) => {
    const parameters = parametersIn(place, endpoint);
    return parameters === undefined ? '' : member(place, parameters.isRequired, parameters.type);
  });
  const { body } = endpoint;
  const content = (mediaType: string, type: string) => `{\ncontent: {\n${member(mediaType, true, type)}};\n}`;
  const answers = endpoint.answers.map((answer) =>
    member(
      answer.status,
      true,
      answer.content === undefined
        ? '{\ncontent?: never;\n}'
        : content(answer.content.mediaType, answer.content.type),
    ),
  );
  const members = [
    member('parameters', true, `{\n${places.join('')}}`),
    body ? member('requestBody', body.isRequired, content('application/json', body.type)) : '',
    member('responses', true, `{\n${answers.join('')}}`),
  ];
  return member(endpoint.method, true, `{\n${members.join('')}}`);
}

/** The declarations of the admin UI: a type for every component of the document, and `paths` for openapi-fetch. */
export function uiTypes(document: OpenApi): string {
  const names = Object.keys(document.components.schemas).map((name) => member(name, true, name));
  return indented(`// Generated from openapi.json by \`npm run openapi\`.

${componentTypes(document)}
/** The components by their names. */
export interface Schemas {
${names.join('')}}

/** What each endpoint takes, and what it answers with by status. */
export interface paths {
${membersByPath(endpointsOf(document), ({ path }) => path, methodOf)}}
`);
}
