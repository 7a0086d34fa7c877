import { conversationTypes } from '../../src/values/enums.ts';
import { nameOf } from '../data/names.ts';
import type { DemoChat, State } from './demo-chat.ts';
import { agents, bot, supervisor } from './team.ts';

/** Rows as `json_populate_recordset` takes them, by table. */
export type Row = Record<string, unknown>;

const isSaid = ({ type }: { type: string }): boolean => conversationTypes.some((one) => one === type);

export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
export const maybeInstant = (chat: DemoChat, at: number | null): string | null =>
  at === null ? null : instant(chat.openedAt + at);

/** Registered agents, who were there a moment ago. @param now milliseconds since 1970 */
export const agentRows = (now: number): Row[] =>
  agents
    .filter(({ leftDaysAgo }) => leftDaysAgo === undefined)
    .map(({ id, name, team, skills, availability, places }, index) => ({
      agent_id: id,
      display_name: name,
      team,
      skills,
      availability,
      max_sessions: places,
      created_at: instant(now - 90 * 86_400_000),
      updated_at: instant(now - (index + 1) * 97_000),
    }));

/** Names of everybody in the chats, of the team and of the supervisor. */
export function userRows(chats: readonly DemoChat[]): Row[] {
  const names = new Map(chats.map(({ customerId }) => [customerId, nameOf(customerId)]));
  for (const { id, name } of [...agents, supervisor, bot]) names.set(id, name);
  return [...names].map(([id, display_name]) => ({ id, display_name }));
}

const stateRow = (chat: DemoChat, state: State): Row => ({
  id: chat.id,
  status: state.status,
  assigned_agent_id: state.agentId,
  queued_at: maybeInstant(chat, state.queuedAt),
  started_at: maybeInstant(chat, state.startedAt),
  closed_at: maybeInstant(chat, state.closedAt),
});

/** The sessions as they are inserted. */
export const sessionRows = (chats: readonly DemoChat[]): Row[] =>
  chats.map((chat) => ({
    ...stateRow(chat, chat.states[0] ?? chat.state),
    initiator_id: chat.customerId,
    created_at: instant(chat.openedAt),
    last_activity_at: maybeInstant(chat, chat.messages.at(-1)?.at ?? 0),
    total_messages: chat.messages.filter(isSaid).length,
    rating: chat.rating,
    feedback: chat.feedback,
    team: chat.team,
    skills: chat.story.skills,
  }));

/** Their later states: first the second ones of all sessions that have one, then the third ones, and so on. */
export function* laterStateRows(chats: readonly DemoChat[]): Generator<Row[], void> {
  for (let step = 1; ; step += 1) {
    const rows = chats.flatMap((chat) => {
      const state = chat.states[step];
      return state === undefined ? [] : [stateRow(chat, state)];
    });
    if (rows.length === 0) return;
    yield rows;
  }
}

export const participantRows = (chats: readonly DemoChat[]): Row[] =>
  chats.flatMap((chat) =>
    [...chat.participants.values()].map(({ userId, role, joinedAt, leftAt }) => ({
      session_id: chat.id,
      user_id: userId,
      role,
      joined_at: maybeInstant(chat, joinedAt),
      left_at: maybeInstant(chat, leftAt),
    })),
  );

/** An agent who answers has read what came before; one who closes a chat has read all of it. */
export const messageRows = (chats: readonly DemoChat[]): Row[] =>
  chats.flatMap((chat) => {
    const isCustomers = ({ senderId }: { senderId: string }): boolean => senderId === chat.customerId;
    const people = chat.messages.filter((message) => isSaid(message) && message.senderId !== bot.id);
    const lastOf = (customers: boolean): number =>
      people.findLast((message) => isCustomers(message) === customers)?.at ?? -1;
    const isOver = chat.state.status === 'closed' && chat.state.startedAt !== null;
    const [readByAgents, readByCustomer] = [isOver ? Infinity : lastOf(false), lastOf(true)];
    return chat.messages.map((message) => ({
      id: message.id,
      session_id: chat.id,
      sender_id: message.senderId,
      content: message.text,
      message_type: message.type,
      status: message.at <= (isCustomers(message) ? readByAgents : readByCustomer) ? 'read' : 'delivered',
      file_name: message.file?.name ?? null,
      file_url: message.file ? `https://files.example.com/${message.id}/${message.file.name}` : null,
      file_size: message.file?.size ?? null,
      file_mime: message.file?.mime ?? null,
      created_at: maybeInstant(chat, message.at),
    }));
  });
