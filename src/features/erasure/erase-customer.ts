import { createRoute, defineOpenAPIRoute, z } from '@hono/zod-openapi';
import { count, NoQuery, uuid, UuidInput } from '../../http/fields.ts';
import { ok } from '../../http/route.ts';
import {
  replayedHeader,
  unversionedBodilessCommandOf,
  unversionedBodilessCommandProblems,
} from '../commands/command-route.ts';
import { runCommand } from '../commands/run-command.ts';

/** The most messages that one call erases: well below the time that a request has for the database. */
const maxMessages = 10_000;

const CustomerErasedResponse = z
  .strictObject({
    success: z.literal(true),
    message: z.string().openapi({ description: 'What happened, for a person to read.' }),
    data: z.strictObject({
      customer_id: uuid('The customer.'),
      complete: z.boolean().openapi({
        description: `False if messages are left, because one call erases up to ${maxMessages}: send the call again, without the idempotency key or with another one.`,
      }),
      erased: z
        .strictObject({
          names: count('1 if the customer had a name in `chat_users`, else 0.'),
          feedbacks: count('Feedback texts.'),
          messages: count('Messages whose content or file was erased.'),
          reasons: count('Reasons that callers gave in the audit.'),
        })
        .openapi({ description: 'How many rows this call erased.' }),
    }),
  })
  .openapi('CustomerErasedResponse', {
    description: 'The customer’s data is erased.',
    example: {
      success: true,
      message: 'Customer erased.',
      data: {
        customer_id: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
        complete: true,
        erased: { names: 1, feedbacks: 2, messages: 41, reasons: 1 },
      },
    },
  });

const route = createRoute({
  method: 'post',
  path: '/customers/{customer_id}/erase',
  operationId: 'eraseCustomer',
  tags: ['Privacy'],
  summary: 'Erase a customer’s data',
  description:
    'Erases the customer’s name, the feedback and all messages of the sessions that the customer opened, the customer’s own messages in other sessions that the customer joined, and the reasons in the audit of the sessions that the customer opened. Of a message, the content and the file’s name, URL and type go; its transcript entry stays and has `erased_characters`. Cannot be undone.\n\nSessions, times, ratings and counts stay, so every figure is the same as before. The customer’s id stays too: it says nothing without the name.\n\nThe audit has an entry per call, with the customer’s id and the number of rows. A customer that is unknown, or erased already, answers 200 with zeros. Messages that are written later are not erased.',
  ...unversionedBodilessCommandOf('admin'),
  request: {
    params: z.object({
      customer_id: UuidInput.openapi({
        format: 'uuid',
        description: 'The customer: the `initiator_id` of its sessions.',
        example: '37b9252a-6b26-5c5a-896e-c169ea763cd5',
      }),
    }),
    query: NoQuery,
  },
  responses: {
    200: ok(CustomerErasedResponse, 'The customer’s data is erased.', replayedHeader),
    ...unversionedBodilessCommandProblems(),
  },
});

export const eraseCustomer = defineOpenAPIRoute({
  route,
  handler: async (c) => {
    const { customer_id } = c.req.valid('param');
    const { is_complete: complete, erased } = await runCommand(
      c,
      'erase_customer',
      { customer_id, max_messages: maxMessages },
      { isVersioned: false },
    );
    if (complete === undefined || erased === undefined)
      throw new Error('The erasure says nothing of what it did.');
    const message = complete ? 'Customer erased.' : 'Partly erased. Messages are left: send the call again.';
    return c.json({ success: true as const, message, data: { customer_id, complete, erased } }, 200);
  },
});
