import { useSyncExternalStore } from 'react';

/** What the sign-in form has to say beside its button. */
export interface Notice {
  text?: string | undefined;
  /** The browser did not open the window. */
  isWindowBlocked?: boolean;
}

let notice: Notice = {};
const listeners = new Set<() => void>();

export function say(next: Notice): void {
  notice = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useNotice = (): Notice => useSyncExternalStore(subscribe, () => notice);
