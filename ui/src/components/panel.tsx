import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Answer } from '../api/answer.ts';
import { AgeMark } from './age-mark.tsx';
import { ProblemNote } from './problem-note.tsx';

/** What a panel needs to know of the request behind it. */
export type PanelQuery<Data> = Pick<
  UseQueryResult<Answer<Data>>,
  'data' | 'error' | 'isPlaceholderData' | 'dataUpdatedAt' | 'refetch'
>;

/**
 * A box of a fixed height around what one request answers: a skeleton at first, the earlier data while others load,
 * its own error with Retry, and a mark when the data are old.
 *
 * @param height a class: the body has it from the first paint on, so nothing moves when data arrive
 */
export function Panel<Data>({
  title,
  actions,
  query,
  height,
  children,
}: {
  title: ReactNode;
  actions?: ReactNode;
  query: PanelQuery<Data>;
  height: string;
  children: (answer: Answer<Data>) => ReactNode;
}) {
  return (
    <section className="panel flex min-w-0 flex-col">
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3">
        <h2 className="min-w-0 flex-1 text-body font-semibold">{title}</h2>
        <StaleMark query={query} />
        {actions}
      </header>
      <div className={`${height} min-w-0`}>
        <QueryBody query={query}>{children}</QueryBody>
      </div>
    </section>
  );
}

/** The same without the box. */
export function QueryBody<Data>({
  query,
  children,
  skeleton,
}: {
  query: PanelQuery<Data>;
  children: (answer: Answer<Data>) => ReactNode;
  skeleton?: ReactNode;
}) {
  const { data, error, isPlaceholderData, refetch } = query;
  if (data === undefined) {
    if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
    return (
      <div className="h-full" aria-busy="true">
        {skeleton ?? (
          <div className="h-full p-4">
            <div className="skeleton h-full" />
          </div>
        )}
      </div>
    );
  }
  return (
    <div
      className={`h-full transition-opacity ${isPlaceholderData ? 'opacity-55' : ''}`}
      aria-busy={isPlaceholderData}
    >
      {children(data)}
    </div>
  );
}

/** Marks data that could not be renewed, or that came while the database was away. */
export function StaleMark({ query }: { query: PanelQuery<unknown> }) {
  const { data, error, dataUpdatedAt } = query;
  if (data === undefined) return null;
  if (error !== null) return <AgeMark since={dataUpdatedAt} reason="Update failed; last updated" />;
  if (!data.isLastKnown) return null;
  return (
    <AgeMark since={dataUpdatedAt - data.ageSeconds * 1000} reason="Database unavailable; last updated" />
  );
}
