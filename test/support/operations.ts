import committed from '../../openapi.json' with { type: 'json' };
import { basePath } from '../../src/app.ts';
import { dereferenced } from './dereferenced.ts';
import { newId } from './rows.ts';

/** The parts of an operation in openapi.json that the tests read. */
export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  'x-allowed-roles'?: string[];
  parameters?: { name: string; in: string; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  responses: Record<
    string,
    {
      description?: string;
      headers?: Record<string, { description?: string; schema: Record<string, unknown> }>;
      content?: Record<string, { schema: Record<string, unknown> }>;
    }
  >;
}

/** An operation, and how to call it. */
export interface DescribedOperation {
  /** `GET overview`, `POST sessions/{session_id}/assign`. */
  name: string;
  method: string;
  /** Relative to the base path, with its parameters still in braces. */
  template: string;
  operation: Operation;
}

const openApi = dereferenced(committed);
const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'options', 'head', 'trace']);

/**
 * Every path and method of the committed openapi.json; another test compares that file with the served
 * routes.
 */
export const operations: DescribedOperation[] = Object.entries(openApi.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => methods.has(method))
    .map(([method, operation]) => {
      const template = path.replace(`${basePath}/`, '');
      return {
        name: `${method.toUpperCase()} ${template}`,
        method: method.toUpperCase(),
        template,
        operation: operation as Operation,
      };
    }),
);

/** The operations that need a token. */
export const securedOperations = operations.filter(({ operation }) => (operation.security ?? []).length > 0);

/** The path of an operation for one session and any other parameters. */
export const pathOf = (
  { template }: DescribedOperation,
  sessionId: string = newId(),
  others: Record<string, string> = {},
): string =>
  template
    .replace('{session_id}', sessionId)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => others[name] ?? newId());

/** A valid body for an operation and this agent; undefined if it takes none. */
export function goodBodyOf({ operation }: DescribedOperation, agentId: string): unknown {
  const ref = operation.requestBody?.content['application/json']?.schema.$ref;
  if (ref === undefined) return undefined;
  const bodies: Record<string, unknown> = {
    '#/components/schemas/AssignSessionRequest': { agent_id: agentId },
    '#/components/schemas/TransferSessionRequest': { to_agent_id: agentId },
    '#/components/schemas/RequeueSessionRequest': {},
    '#/components/schemas/CloseSessionRequest': {},
    '#/components/schemas/OfferSessionRequest': { agent_id: agentId },
    '#/components/schemas/AnswerOfferRequest': {},
    '#/components/schemas/ClaimRequest': { agent_id: agentId },
    '#/components/schemas/SaveAgentRequest': { display_name: 'Ada', max_sessions: 3 },
    '#/components/schemas/UpdateAgentRequest': { max_sessions: 3 },
    '#/components/schemas/SetAvailabilityRequest': { availability: 'away' },
  };
  const body = bodies[ref];
  if (body === undefined) throw new Error(`No test body for ${ref}: add one.`);
  return body;
}
