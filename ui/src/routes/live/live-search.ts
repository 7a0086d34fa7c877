import type { Schema } from '../../api/client.ts';

export type Priority = Schema<'Priority'>;

/** The most urgent first, as the filter offers them. */
export const priorities = ['high', 'medium', 'low'] as const satisfies Priority[];

/** What the URL of the live page says: its filters, and the chat that is selected. */
export interface LiveSearch {
  team?: string;
  priority?: Priority;
  /** Part of a name, an id, a team or a skill. */
  text?: string;
  /** The id of the selected chat. */
  chat?: string;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Reads a URL's search parameters; leaves out those that are not valid. */
export function parseLiveSearch({ team, priority, text, chat }: Record<string, unknown>): LiveSearch {
  const known = priorities.find((one) => one === priority);
  return {
    ...(isText(team) && { team }),
    ...(known !== undefined && { priority: known }),
    ...(isText(text) && { text }),
    ...(isText(chat) && { chat }),
  };
}
