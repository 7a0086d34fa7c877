import { useEffect, useRef } from 'react';
import { shortcuts, type ShortcutId } from './catalog.ts';

/** Who answers a shortcut now; the latest to ask comes first. */
const handlers = new Map<string, (() => void)[]>();

/** How long a sequence waits for its second key. */
const sequenceMs = 1200;
let pending: { key: string; at: number } | undefined;

/** What a key event is called in the catalogue. */
export function stepOf({ key, metaKey, ctrlKey, altKey, shiftKey }: KeyboardEvent): string | undefined {
  if (altKey) return undefined;
  const isLetter = /^[a-z]$/i.test(key);
  const name = isLetter ? key.toLowerCase() : key;
  if (metaKey || ctrlKey) return `mod+${name}`;
  return shiftKey && isLetter ? `shift+${name}` : name;
}

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'));

/** Whether keys belong to something that lies over the page. */
const isInOverlay = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('[role=dialog]:not([data-side-panel]), [role=menu]') !== null;

/** Whether the key presses what has the focus. */
const pressesTarget = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' && target instanceof HTMLElement && target.matches('a, button, summary, [role=option]');

function run(keys: string): boolean {
  for (const [id, shortcut] of Object.entries(shortcuts)) {
    const handler = shortcut.keys === keys ? handlers.get(id)?.at(-1) : undefined;
    if (handler !== undefined) {
      handler();
      return true;
    }
  }
  return false;
}

function onKeyDown(event: KeyboardEvent): void {
  const step = stepOf(event);
  if (step === undefined || event.defaultPrevented || event.isComposing || pressesTarget(event)) return;
  if (!step.startsWith('mod+') && (typesText(event.target) || isInOverlay(event.target))) return;
  const first = pending !== undefined && Date.now() - pending.at < sequenceMs ? pending.key : undefined;
  pending = undefined;
  if ((first !== undefined && run(`${first} ${step}`)) || run(step)) {
    event.preventDefault();
    return;
  }
  if (Object.values(shortcuts).some(({ keys }) => keys.startsWith(`${step} `))) {
    pending = { key: step, at: Date.now() };
  }
}

/** Listens for every shortcut of the page. Called once. */
export function listenForKeys(): void {
  window.addEventListener('keydown', onKeyDown);
}

/** Answers a shortcut while the component is shown. */
export function useShortcut(id: ShortcutId, handler: () => void, isEnabled = true): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!isEnabled) return undefined;
    const call = (): void => latest.current();
    handlers.set(id, [...(handlers.get(id) ?? []), call]);
    return () => {
      handlers.set(id, handlers.get(id)?.filter((one) => one !== call) ?? []);
    };
  }, [id, isEnabled]);
}
