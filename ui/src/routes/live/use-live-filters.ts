import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { Filters } from './live-filters.tsx';
import { parseLiveSearch } from './live-search.ts';

/**
 * The filters of the URL. What is typed applies at once; the URL follows.
 *
 * @returns the filters, a function that changes some, and the chat that is selected with one that selects another
 */
export function useLiveFilters() {
  const search = useSearch({ from: '/live' });
  const navigate = useNavigate();
  const { chat, ...inUrl } = search;
  const [text, setText] = useState(inUrl.text);
  const set = useCallback(
    (next: Record<string, string | undefined>) =>
      void navigate({
        to: '/live',
        search: (current) => {
          const {
            team: _,
            priority: __,
            text: ___,
            chat: ____,
            ...view
          } = current as Record<string, unknown>;
          return { ...view, ...parseLiveSearch({ ...current, ...next }) } as never;
        },
        replace: true,
      }),
    [navigate],
  );
  const change = (next: { [Name in keyof Filters]?: string | undefined }) => {
    if ('text' in next) setText(next.text);
    set(next);
  };
  const select = useCallback((id: string | undefined) => set({ chat: id }), [set]);
  const { text: _, ...others } = inUrl;
  const filters: Filters = { ...others, ...(text !== undefined && text !== '' && { text }) };
  return { filters, change, chat, select };
}
