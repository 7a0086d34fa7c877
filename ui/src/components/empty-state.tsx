import type { ReactNode } from 'react';

/** Says why there is nothing, and what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex h-full min-h-32 flex-col items-center justify-center gap-1.5 p-6 text-center">
      <p className="font-medium">{title}</p>
      <div className="max-w-sm text-small text-ink-3">{children}</div>
    </div>
  );
}
