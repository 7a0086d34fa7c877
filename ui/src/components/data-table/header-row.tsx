import { ArrowDown, ArrowUp } from 'lucide-react';
import { Hint } from '../hint.tsx';
import type { Column, Sorting } from './columns.ts';

/** The names of a table's columns; pressing one sorts, where that is possible. */
export function HeaderRow<Row>({
  columns,
  tracks,
  sorting,
  onSort,
}: {
  columns: Column<Row>[];
  tracks: string;
  sorting: Sorting | undefined;
  onSort?: (key: string) => void;
}) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="grid h-9 items-center gap-4 border-b border-line-strong px-4 text-small text-ink-3"
      style={{ gridTemplateColumns: tracks }}
    >
      {columns.map(({ key, label, align, sort, hint }) => {
        const direction = sorting?.key === key ? sorting.direction : undefined;
        const Icon = direction === 'ascending' ? ArrowUp : ArrowDown;
        const look = `truncate font-medium ${align === 'end' ? 'text-right' : ''}`;
        if (onSort === undefined || sort === undefined) {
          return (
            <div key={key} role="columnheader" className={look}>
              {label}
            </div>
          );
        }
        const button = (
          <button
            type="button"
            className={`inline-flex max-w-full items-center gap-1 hover:text-ink ${direction === undefined ? '' : 'text-ink'}`}
            onClick={() => onSort(key)}
          >
            <span className="truncate">{label}</span>
            {direction !== undefined && <Icon size={12} className="shrink-0" aria-hidden="true" />}
          </button>
        );
        return (
          <div key={key} role="columnheader" aria-sort={direction ?? 'none'} className={look}>
            {hint === undefined ? button : <Hint text={hint}>{button}</Hint>}
          </div>
        );
      })}
    </div>
  );
}
