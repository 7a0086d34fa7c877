import { z } from '@hono/zod-openapi';
import { storableText } from '../../http/fields.ts';

/** Fields of several commands. */

/** The longest reason. */
export const maxReasonCharacters = 1000;

export const force = z.boolean().optional().openapi({
  description:
    'Overrules the rules for agents: availability, places, team, skills, registration, and another agent’s offer. Admins only; the audit says so.',
});

export const reason = storableText(1, maxReasonCharacters)
  .optional()
  .openapi({ description: `Why; kept in the audit log. 1 to ${maxReasonCharacters} characters.` });
