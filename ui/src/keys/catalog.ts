import { pages } from '../app/pages.ts';
import { presetNames, presets } from '../view/range.ts';

/**
 * Every shortcut: `?` lists this catalogue, and dispatch.ts runs from it. A screen answers with `useShortcut`.
 *
 * `keys` is one key, a sequence (`g o`), or `mod+k`, where mod is ⌘ on a Mac and Ctrl elsewhere.
 */
export interface Shortcut {
  keys: string;
  label: string;
  group: string;
  /** The page it works on; everywhere if left out. */
  page?: string;
}

const general = {
  help: { keys: '?', label: 'Show all shortcuts', group: 'General' },
  palette: { keys: 'mod+k', label: 'Find a page, an agent or a chat', group: 'General' },
  theme: { keys: 'shift+d', label: 'Switch between light and dark', group: 'General' },
  'range.earlier': { keys: 'ArrowLeft', label: 'Earlier', group: 'Time' },
  'range.later': { keys: 'ArrowRight', label: 'Later', group: 'Time' },
  compare: { keys: 'x', label: 'Compare with the previous period', group: 'Time' },
} satisfies Record<string, Shortcut>;

const live = {
  'live.next': { keys: 'j', label: 'Next chat', group: 'Live', page: '/live' },
  'live.previous': { keys: 'k', label: 'Previous chat', group: 'Live', page: '/live' },
  'live.open': { keys: 'Enter', label: 'Open the selected chat', group: 'Live', page: '/live' },
  'live.clear': { keys: 'Escape', label: 'Select no chat', group: 'Live', page: '/live' },
  'live.claim': { keys: 'p', label: 'Pick the next chat that fits you', group: 'Live', page: '/live' },
  'live.filter': { keys: '/', label: 'Filter the lists', group: 'Live', page: '/live' },
} satisfies Record<string, Shortcut>;

const sessions = {
  'sessions.next': { keys: 'j', label: 'Next chat', group: 'Sessions', page: '/sessions' },
  'sessions.previous': { keys: 'k', label: 'Previous chat', group: 'Sessions', page: '/sessions' },
  'sessions.back': { keys: 'b', label: 'Back to the list', group: 'Sessions', page: '/sessions' },
  'sessions.export': {
    keys: 'shift+e',
    label: 'Save these chats as CSV',
    group: 'Sessions',
    page: '/sessions',
  },
  'sessions.filter': { keys: 'f', label: 'Add a filter', group: 'Sessions', page: '/sessions' },
} satisfies Record<string, Shortcut>;

const staffing = {
  'staffing.measure': { keys: 'v', label: 'Next measure', group: 'Staffing', page: '/staffing' },
} satisfies Record<string, Shortcut>;

const agents = {
  'agents.find': { keys: '/', label: 'Find in the list', group: 'Agents', page: '/agents' },
  'agents.filter': { keys: 'f', label: 'Add a filter', group: 'Agents', page: '/agents' },
  'agents.export': { keys: 'shift+e', label: 'Save these agents as CSV', group: 'Agents', page: '/agents' },
  'audit.filter': { keys: 'f', label: 'Add a filter', group: 'Audit', page: '/audit' },
  'audit.export': { keys: 'shift+e', label: 'Save these entries as CSV', group: 'Audit', page: '/audit' },
} satisfies Record<string, Shortcut>;

/** What is done to the chat that is selected or open, on any page: commands/catalog.ts. */
const chat = {
  'chat.assign': { keys: 'a', label: 'Assign it, or take it', group: 'The selected chat' },
  'chat.offer': { keys: 'o', label: 'Offer it to an agent', group: 'The selected chat' },
  'chat.transfer': { keys: 't', label: 'Transfer it to an agent or a team', group: 'The selected chat' },
  'chat.requeue': { keys: 'r', label: 'Put it back into the queue', group: 'The selected chat' },
  'chat.close': { keys: 'c', label: 'Close it', group: 'The selected chat' },
  'chat.accept': { keys: 'y', label: 'Accept its offer', group: 'The selected chat' },
  'chat.decline': { keys: 'n', label: 'Decline its offer', group: 'The selected chat' },
  'chat.link': { keys: 'shift+c', label: 'Copy the link to this view', group: 'The selected chat' },
  'chat.withdraw': { keys: 'u', label: 'Withdraw its offer', group: 'The selected chat' },
} satisfies Record<string, Shortcut>;

export type ChatShortcutId = keyof typeof chat;
type StaticId =
  | keyof typeof general
  | keyof typeof live
  | keyof typeof sessions
  | keyof typeof staffing
  | keyof typeof agents
  | ChatShortcutId;
export type ShortcutId = StaticId | `range.${keyof typeof presets}` | `go.${string}`;

export const shortcuts = {
  ...general,
  ...Object.fromEntries(
    presetNames.map((name) => [
      `range.${name}`,
      { keys: presets[name].key, label: presets[name].label, group: 'Time' },
    ]),
  ),
  ...Object.fromEntries(
    pages.map(({ path, key, title }) => [
      `go.${path}`,
      { keys: `g ${key}`, label: `Go to ${title}`, group: 'Pages' },
    ]),
  ),
  ...live,
  ...sessions,
  ...staffing,
  ...agents,
  ...chat,
} as Record<ShortcutId, Shortcut>;

/** The keys that go to a page. */
export const keysOfPage = (path: string): string => shortcuts[`go.${path}`]?.keys ?? '';

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

const names: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  shift: '⇧',
  Enter: '↵',
  Escape: 'Esc',
};

/** The keys of a shortcut as they are shown, one text a key: ['G', 'O'], ['⌘', 'K']. */
export const keyNames = (keys: string): string[] =>
  keys.split(' ').flatMap((step) =>
    step.split('+').map((key) => {
      if (key === 'mod') return isMac() ? '⌘' : 'Ctrl';
      return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    }),
  );
