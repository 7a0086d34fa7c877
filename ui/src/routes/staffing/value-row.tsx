import type { ReactNode } from 'react';

export const valueRowLook =
  'figures grid min-h-9 w-full grid-cols-[minmax(0,12.5rem)_1fr_auto] items-center gap-3 max-sm:grid-cols-[1fr_auto] rounded-control px-2 text-left hover:bg-sunken';

/** A name, a bar and a value. */
export function ValueRow({ name, share, children }: { name: ReactNode; share: number; children: ReactNode }) {
  return (
    <>
      <span className="truncate">{name}</span>
      <span
        className="relative block max-sm:hidden h-2.5 overflow-hidden rounded-small bg-sunken"
        aria-hidden="true"
      >
        <span
          className="absolute inset-y-0 left-0 rounded-small bg-chart-1"
          style={{ width: `${100 * share}%` }}
        />
      </span>
      <span className="min-w-16 text-right font-medium">{children}</span>
    </>
  );
}
