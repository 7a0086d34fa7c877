import { z } from 'zod';
import {
  listed,
  messageStatuses,
  messageTypes,
  participantRoles,
  sessionStatuses,
} from '../../src/values/enums.ts';
import { maxNameCharacters, maxSkills, maxTextBytes } from '../../src/values/limits.ts';
import { toMicrosecondInstant } from './instant.ts';

/**
 * The import format (docs/local-development.md): the answer of `GET sessions/{session_id}/transcript`, one
 * document per line. Unknown keys are rejected. Parsing normalises a document: instants become UTC with
 * microseconds, UUIDs become lower case, and optional values get their defaults.
 */

const must = (requirement: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? 'is missing' : requirement),
});

const mustBeOneOf = (values: readonly string[]) => must(`must be ${listed(values, 'or')}`);

const closedObject = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return `has unknown keys: ${issue.keys.map(quote).join(', ')}`;
      return issue.input === undefined ? 'is missing' : 'must be an object';
    },
  });

const quote = (key: string): string => JSON.stringify(key.length > 40 ? `${key.slice(0, 40)}…` : key);

const Uuid = z
  .string(must('must be a UUID'))
  .regex(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i, 'must be a UUID')
  .toLowerCase();

const notAnInstant = 'must be an RFC 3339 instant of the years 1 to 9999';
const Instant = z.string(must(notAnInstant)).transform((text, context) => {
  const instant = toMicrosecondInstant(text);
  if (instant !== undefined) return instant;
  context.issues.push({ code: 'custom', message: notAnInstant, input: text });
  return z.NEVER;
});

const Text = z
  .string(must('must be text'))
  .refine((text) => !text.includes('\u0000'), 'holds U+0000, which PostgreSQL cannot store')
  .refine((text) => text.isWellFormed(), 'holds half of a surrogate pair, which is no Unicode text');

/** Text that the tables take: see `takesAtMost` in src/db/columns.ts. */
const LongText = Text.refine(
  (text) => text.length <= maxTextBytes / 4 || Buffer.byteLength(text) <= maxTextBytes,
  `must have at most ${maxTextBytes / 1024 / 1024} MiB`,
);

/** The name of a team or a skill. */
const Name = Text.max(maxNameCharacters, `must have at most ${maxNameCharacters} characters`);

const wholeNumber = (min: number, max: number) => {
  const requirement = `must be a whole number from ${min} to ${max}`;
  return z.int(must(requirement)).min(min, requirement).max(max, requirement);
};

/** A person's name beside its id. */
const PersonName = Text.nullable().default(null);

const Participant = closedObject({
  user_id: Uuid,
  role: z.enum(participantRoles, mustBeOneOf(participantRoles)),
  joined_at: Instant,
  left_at: Instant.nullable().default(null),
  name: PersonName,
});

const FileReference = closedObject({
  name: LongText.nullable(),
  url: LongText.nullable(),
  size: wholeNumber(0, Number.MAX_SAFE_INTEGER).nullable(),
  mime: LongText.nullable(),
});

const Message = closedObject({
  id: Uuid,
  sender_id: Uuid,
  sender_name: PersonName,
  content: LongText,
  message_type: z.enum(messageTypes, mustBeOneOf(messageTypes)),
  status: z.enum(messageStatuses, mustBeOneOf(messageStatuses)),
  created_at: Instant,
  erased_characters: wholeNumber(0, maxTextBytes).nullable().default(null),
  file: FileReference.nullable().default(null),
});

/** The session's facts after a change; without a status, it was deleted. */
const Event = closedObject({
  happened_at: Instant,
  command: Text.nullable(),
  status: z.enum(sessionStatuses, mustBeOneOf(sessionStatuses)).nullable(),
  assigned_agent_id: Uuid.nullable(),
  assigned_agent_name: PersonName,
  team: Name.nullable(),
  created_at: Instant.nullable(),
  queued_at: Instant.nullable(),
  started_at: Instant.nullable(),
  closed_at: Instant.nullable(),
  rating: wholeNumber(1, 5).nullable(),
});

const Session = closedObject({
  id: Uuid,
  status: z.enum(sessionStatuses, mustBeOneOf(sessionStatuses)),
  initiator_id: Uuid,
  initiator_name: PersonName,
  assigned_agent_id: Uuid.nullable(),
  assigned_agent_name: PersonName,
  created_at: Instant,
  queued_at: Instant.optional(),
  started_at: Instant.nullable(),
  closed_at: Instant.nullable(),
  last_activity_at: Instant.optional(),
  // The writer's own count. It may disagree with `messages`, so the import counts them itself.
  total_messages: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  rating: wholeNumber(1, 5).nullable(),
  feedback: LongText.nullable(),
  team: Name.nullable().default(null),
  skills: z
    .array(Name, must('must be a list'))
    .max(maxSkills, `must have at most ${maxSkills} skills`)
    .default([]),
  // Informative: the database counts versions itself.
  version: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
  participants: z.array(Participant, must('must be a list')),
  events: z.array(Event, must('must be a list')).default([]),
}).superRefine(({ participants }, context) => {
  for (const [index, first] of repeats(participants.map((participant) => participant.user_id))) {
    const message = `is the same as session.participants[${first}].user_id`;
    context.addIssue({ code: 'custom', path: ['participants', index, 'user_id'], message });
  }
});

const Messages = z.array(Message, must('must be a list')).superRefine((messages, context) => {
  for (const [index, first] of repeats(messages.map((message) => message.id))) {
    context.addIssue({
      code: 'custom',
      path: [index, 'id'],
      message: `is the same as messages[${first}].id`,
    });
  }
});

/** One line of an import file. */
export const TranscriptDocument = closedObject({ session: Session, messages: Messages }).transform(
  ({ session, messages }) => ({
    session: {
      ...session,
      queued_at: session.queued_at ?? session.created_at,
      last_activity_at: session.last_activity_at ?? newestInstant(session, messages),
    },
    messages,
  }),
);
export type TranscriptDocument = z.output<typeof TranscriptDocument>;

/** The index of every repeated value, with the index of its first occurrence. */
function repeats(values: string[]): [index: number, first: number][] {
  const firsts = new Map<string, number>();
  const found: [number, number][] = [];
  for (const [index, value] of values.entries()) {
    const first = firsts.get(value);
    if (first === undefined) firsts.set(value, index);
    else found.push([index, first]);
  }
  return found;
}

function newestInstant(session: z.output<typeof Session>, messages: z.output<typeof Messages>): string {
  let newest = session.created_at;
  const see = (instant: string | null | undefined): void => {
    if (instant !== null && instant !== undefined && instant > newest) newest = instant;
  };
  for (const instant of [session.queued_at, session.started_at, session.closed_at]) see(instant);
  for (const participant of session.participants) {
    see(participant.joined_at);
    see(participant.left_at);
  }
  for (const message of messages) see(message.created_at);
  return newest;
}
