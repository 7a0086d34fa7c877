/** Transcript documents for tests, written as a program in another language might write them. */

/** A UUID that shows what it identifies: `uuidOf('a', 7)`. */
export const uuidOf = (kind: string, number: number): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

interface TestMessage {
  id: string;
  sender_id: string;
  content: string;
  message_type: string;
  status: string;
  created_at: string;
  file?: unknown;
}

export interface TestTranscript {
  session: {
    id: string;
    status: string;
    initiator_id: string;
    assigned_agent_id: string | null;
    created_at: string;
    queued_at?: string;
    started_at: string | null;
    closed_at: string | null;
    last_activity_at?: string;
    total_messages: number;
    rating: number | null;
    feedback: string | null;
    participants: {
      user_id: string;
      role: string;
      joined_at: string;
      left_at?: string | null;
      name?: string | null;
    }[];
  };
  messages: TestMessage[];
}

/** A closed session in 2020, on day `number` of the year: two participants, two messages, rated 4. */
export function transcript(
  number: number,
  change: (document: TestTranscript) => void = () => {},
): TestTranscript {
  const day = new Date(Date.UTC(2020, 0, number)).toISOString().slice(0, 10);
  const customer = uuidOf('c', number);
  const agent = uuidOf('a', number % 3);
  const document: TestTranscript = {
    session: {
      id: uuidOf('5', number),
      status: 'closed',
      initiator_id: customer,
      assigned_agent_id: agent,
      created_at: `${day}T10:00:00.000Z`,
      started_at: `${day}T10:01:00.000Z`,
      closed_at: `${day}T10:05:00.000Z`,
      total_messages: 2,
      rating: 4,
      feedback: null,
      participants: [
        { user_id: customer, role: 'customer', joined_at: `${day}T10:00:00.000Z` },
        { user_id: agent, role: 'support_agent', joined_at: `${day}T10:01:00.000Z` },
      ],
    },
    messages: [
      {
        id: uuidOf('b', number * 100),
        sender_id: customer,
        content: 'Is anybody there?',
        message_type: 'text',
        status: 'read',
        created_at: `${day}T10:00:00.000Z`,
      },
      {
        id: uuidOf('b', number * 100 + 1),
        sender_id: agent,
        content: 'Always.',
        message_type: 'text',
        status: 'delivered',
        created_at: `${day}T10:01:30.000Z`,
      },
    ],
  };
  change(document);
  return document;
}
