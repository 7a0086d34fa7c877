import committed from '../../../openapi.json' with { type: 'json' };
import type { CallerRole } from '../../../src/values/enums.ts';
import { dereferenced } from '../dereferenced.ts';
import { basePath } from './built-worker.ts';
import type { RoutingRows } from './routing-rows.ts';

/** openapi.json as the HTTP tests read it, and how they send the requests that it describes. */

export interface Header {
  description?: string;
  schema: { type: string };
}

interface DescribedResponse {
  description: string;
  headers?: Record<string, Header>;
  content?: Record<string, { schema: object }>;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: Record<string, string[]>[];
  'x-allowed-roles'?: CallerRole[];
  requestBody?: { content: Record<string, { schema: { $ref: string } }> };
  parameters?: {
    name: string;
    in: string;
    required: boolean;
    description?: string;
    schema: Record<string, unknown>;
  }[];
  responses: Record<string, DescribedResponse>;
}

export interface Described {
  /** `GET overview`, `POST sessions/{session_id}/assign`. */
  name: string;
  path: string;
  method: string;
  operation: Operation;
}

const openApi = dereferenced(committed);

/** Every operation of the committed openapi.json. */
export const operations: Described[] = Object.entries(openApi.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path.replace(`${basePath}/`, '')}`,
    path,
    method: method.toUpperCase(),
    operation: operation as unknown as Operation,
  })),
);

/** The error codes in an operation's description: `- \`code\`: …`, one per line. */
export const codesOf = ({ operation }: Described): { status: string; code: string }[] =>
  Object.entries(operation.responses).flatMap(([status, { description }]) =>
    [...description.matchAll(/^- `([a-z_]+)`: /gm)].map(([, code = '']) => ({ status, code })),
  );

/** How a request differs from the default request of its operation. */
export interface Ask {
  variant?: string;
  sessionId?: string;
  agentId?: string;
  offerId?: string;
  customerId?: string;
  query?: string;
  token?: string | null;
  body?: string | object;
  type?: string | null;
  headers?: Record<string, string>;
}

/** What a scenario can use. */
export interface World {
  rows: RoutingRows;
  send(described: Described, ask?: Ask): Promise<Response>;
}

/** Sets up the conditions for a certain answer, and returns the request that gets it. */
export type Scenario = (described: Described, world: World) => Promise<Ask> | Ask;
