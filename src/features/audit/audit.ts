import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { AuditAction, AuditKind, AuditOutcome, CallerRole } from '../../http/enum-schemas.ts';
import {
  count,
  instant,
  name,
  optionalWholeNumberQuery,
  storableText,
  unreadable,
  uuid,
  UuidInput,
} from '../../http/fields.ts';
import { cutPage, markOf, pageParameters, placeOf, withFixedWindow } from '../../http/page.ts';
import { ok, pageHeaders, problems, readableBy } from '../../http/route.ts';
import { maxRangeHours, windowAskedFor, windowQuery } from '../../http/window-query.ts';
import { selectAudit, type AuditRow } from './audit.sql.ts';

export const AuditEntryResponse = z
  .strictObject({
    entry_id: uuid('The entry.'),
    created_at: instant('When the command was done or refused, or the transcript read.'),
    action: AuditAction.openapi({
      description:
        'Which command; `read_transcript` for a read, `export` for `npm run export`, `retention` if the Cron Trigger or an operator removed what is too old.',
    }),
    outcome: AuditOutcome,
    refusal: z.string().nullable().openapi({
      description: 'The problem `code` of a refusal; null if the command was done.',
    }),
    session_id: uuid('The session; null if the command concerns none or found none.').nullable(),
    initiator_id: uuid(
      'The customer who opened the session; null if there is no session or it was deleted.',
    ).nullable(),
    initiator_name: name('The customer’s name.'),
    offer_id: uuid('The offer; null if the command concerns none.').nullable(),
    from_agent_id: uuid(
      'The agent who had the session before; for a refused transfer, the agent named by the caller. Null if there is none.',
    ).nullable(),
    from_agent_name: name('Its name.'),
    to_agent_id: uuid('The agent that the command names, or that received the offer.').nullable(),
    to_agent_name: name('Its name.'),
    to_team: z.string().nullable().openapi({ description: 'The team that a session was transferred to.' }),
    reason: z.string().nullable().openapi({ description: 'The reason that the caller gave.' }),
    forced: z.boolean().openapi({ description: 'Whether an admin asked to overrule the rules for agents.' }),
    actor_id: uuid('The caller.'),
    actor_role: CallerRole,
    actor_name: name('The caller’s name: the router’s if it signs its calls, else the person’s.'),
    request_id: z.string().openapi({ description: 'The `X-Request-Id` of the request.' }),
    idempotency_key: z
      .string()
      .nullable()
      .openapi({ description: 'The idempotency key of the call; null without a key.' }),
    customer_id: uuid('The customer that `erase_customer` names; null for other commands.').nullable(),
    erased_rows: count(
      'How many rows `erase_customer` or `retention` erased or deleted; else null.',
    ).nullable(),
    unreadable,
  })
  .openapi('AuditEntryResponse', {
    description: 'One command, done or refused, or one read of a transcript.',
    example: {
      entry_id: '9b0f0f52-6a1e-4a7e-8d0c-2f6f8f1f6c55',
      created_at: '2026-03-14T09:26:53.589Z',
      action: 'transfer',
      outcome: 'refused',
      refusal: 'agent_at_capacity',
      session_id: '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2',
      initiator_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
      initiator_name: 'Maya Fischer',
      offer_id: null,
      from_agent_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      from_agent_name: 'Ada Okafor',
      to_agent_id: 'd432628a-d223-574a-9c8b-e04b874a2f98',
      to_agent_name: 'Ben Lindqvist',
      to_team: null,
      reason: 'Needs someone from billing.',
      forced: false,
      actor_id: '17dd40f9-685a-57e8-9773-66d77d651882',
      actor_role: 'agent',
      actor_name: 'Ada Okafor',
      request_id: '0f3a5f0e-6f4d-4c55-9a43-2b8f5d0c9f7e',
      idempotency_key: null,
      customer_id: null,
      erased_rows: null,
    },
  });

const uuidQuery = (description: string, example: string) =>
  UuidInput.optional().openapi({ format: 'uuid', description, example });

const AuditQuery = windowQuery({
  time_range_hours: optionalWholeNumberQuery({
    min: 1,
    max: maxRangeHours,
    description:
      'Only commands of the last hours, up to now. Without it, and without `from` and `to`, commands of any age.',
    example: 24,
  }),
  session_id: uuidQuery('Only commands on this session.', '6deb554e-d6d8-5b4e-9eb6-8ae8331a96a2'),
  agent_id: uuidQuery(
    'Only commands with this agent as `from_agent_id` or `to_agent_id`.',
    '17dd40f9-685a-57e8-9773-66d77d651882',
  ),
  actor_id: uuidQuery('Only commands by this caller.', '17dd40f9-685a-57e8-9773-66d77d651882'),
  actor_name: storableText(1, 255).optional().openapi({
    description: 'Only commands by the router that signs its calls with this name.',
    example: 'router-1',
  }),
  action: AuditAction.optional().openapi({
    description: 'Only this command; `read_transcript` for reads of transcripts, `export` for exports.',
  }),
  kind: AuditKind.optional().openapi({ description: 'Only commands, or only reads.' }),
  outcome: AuditOutcome.optional().openapi({
    description: 'Only commands that were done, or only refused ones.',
  }),
  request_id: storableText(1, 255).optional().openapi({
    description: 'Only the command from this request.',
    example: '0f3a5f0e-6f4d-4c55-9a43-2b8f5d0c9f7e',
  }),
  ...pageParameters(20),
});

const route = createRoute({
  method: 'get',
  path: '/audit',
  operationId: 'listAudit',
  tags: ['Audit'],
  summary: 'List commands, done and refused, and reads of transcripts',
  description:
    'Every command that was checked against the rules, done or refused, has one entry. Latest first, ties by id. Entries are never changed or removed, with two exceptions: erasing a customer erases the `reason` of commands on its sessions, and entries older than `RETENTION_DAYS` are deleted where that is configured. A repeated call (same idempotency key, or nothing left to do) has no entry of its own. Neither has a call that was refused earlier: for its credentials, its role or its form, because its idempotency key is malformed or in use, because an agent named another agent, or because a caller other than an admin used `force`. Those calls are in the request log.\n\nA read of a transcript has an entry too, `read_transcript`, unless the same caller has one of the last 15 minutes for the same session. `AUDIT_READS=false` leaves these entries out. Each run of `npm run export` has an entry `export`, whose `actor_name` is the database login and whose `reason` is the range.\n\nNever cached. If there are more entries, the `Link` header has the next page. It replaces a relative window by `from` and `to`, so that the window does not move between pages.',
  ...readableBy('admin'),
  request: { query: AuditQuery },
  responses: {
    200: ok(z.array(AuditEntryResponse), 'A page of the audit.', pageHeaders),
    ...problems(),
  },
});

const list = { name: 'audit', id: 'entry_id' } as const;

export const audit = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const query = c.req.valid('query');
    const filters = {
      window: windowAskedFor(query),
      sessionId: query.session_id,
      agentId: query.agent_id,
      actorId: query.actor_id,
      actorName: query.actor_name,
      action: query.action,
      kind: query.kind,
      outcome: query.outcome,
      requestId: query.request_id,
    };
    const rows = await c.get('deps').db.read(selectAudit(filters, query.limit + 1, placeOf(list, query)));
    const url = withFixedWindow(c.req.url, rows[0] ?? { from: null, to: null });
    return c.json(cutPage(c, list, query.limit, rows, url).map(toAuditEntry), 200);
  },
});

function toAuditEntry(row: AuditRow): z.output<typeof AuditEntryResponse> {
  return {
    entry_id: row.entry_id,
    created_at: row.created_at,
    action: row.action,
    outcome: row.outcome,
    refusal: row.refusal,
    session_id: row.session_id,
    initiator_id: row.initiator_id,
    initiator_name: row.initiator_name,
    offer_id: row.offer_id,
    from_agent_id: row.from_agent_id,
    from_agent_name: row.from_agent_name,
    to_agent_id: row.to_agent_id,
    to_agent_name: row.to_agent_name,
    to_team: row.to_team,
    reason: row.reason,
    forced: row.forced,
    actor_id: row.actor_id,
    actor_role: row.actor_role,
    actor_name: row.actor_name,
    request_id: row.request_id,
    idempotency_key: row.idempotency_key,
    customer_id: row.customer_id,
    erased_rows: row.erased_rows,
    ...markOf(row),
  };
}
