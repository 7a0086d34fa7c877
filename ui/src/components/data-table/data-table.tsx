import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useWidth } from '../../charts/use-width.ts';
import { fitting, nextSorting, rowHeight, sorted, tracksOf, type Column, type Sorting } from './columns.ts';
import { HeaderRow } from './header-row.tsx';

interface DataTableProps<Row> {
  /** What a screen reader calls it. */
  name: string;
  columns: Column<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  /** Rows of the whole list, of which more are loaded at its end. */
  total?: number | undefined;
  /** The row that is open beside the table. */
  openId?: string | undefined;
  onOpen: (row: Row) => void;
  /** Where a row is selected before it is opened: clicks and the arrow keys select, and only Enter opens. */
  onSelect?: (row: Row) => void;
  /** Which rows are kept in their place although they are no longer in the list. */
  isGone?: (row: Row) => boolean;
  /** Called when the last rows come into sight. */
  onEndReached?: () => void;
  /** Whether headers sort. Only where all rows are there: part of a list can't be sorted. */
  canSort?: boolean;
  /** How it is sorted, where the URL says so; otherwise the table keeps it. */
  sorting?: Sorting | undefined;
  onSort?: (next: Sorting | undefined) => void;
}

/** How far ahead of the end more rows are asked for. */
const rowsAhead = 40;

/**
 * A table that draws only the rows in sight. The arrow keys, Page Up and Down, Home and End move through it; Enter or
 * a click opens a row (`onSelect` changes that). Columns that don't fit give way.
 */
export function DataTable<Row>({
  name,
  columns,
  rows,
  rowId,
  total,
  openId,
  onOpen,
  onSelect,
  isGone,
  onEndReached,
  canSort = false,
  sorting: sortingOfUrl,
  onSort,
}: DataTableProps<Row>) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [measured, width] = useWidth<HTMLDivElement>();
  const [ownSorting, setOwnSorting] = useState<Sorting>();
  const [sorting, setSorting] = onSort ? [sortingOfUrl, onSort] : [ownSorting, setOwnSorting];
  const [at, setAt] = useState(0);
  const shown = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting]);
  const kept = fitting(columns, width);
  const tracks = tracksOf(kept);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (shown.length > 0 && lastSeen >= shown.length - rowsAhead) onEndReached?.();
  }, [lastSeen, shown.length, onEndReached]);

  // A list may have 100,000 rows, and is drawn again with every row that is scrolled by: look for no row that is not open.
  const openAt = openId === undefined ? -1 : shown.findIndex((row) => rowId(row) === openId);
  useEffect(() => {
    if (openAt < 0) return;
    setAt(openAt);
    virtual.scrollToIndex(openAt);
  }, [openAt, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    const row = shown[at];
    if (next !== undefined) {
      const index = Math.max(0, Math.min(shown.length - 1, next));
      const moved = shown[index];
      setAt(index);
      if (moved !== undefined) onSelect?.(moved);
      virtual.scrollToIndex(index);
    } else if (event.key === 'Enter' && row !== undefined) onOpen(row);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={name}
      aria-rowcount={(total ?? shown.length) + 1}
      aria-activedescendant={shown[at] === undefined ? undefined : `${id}-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="figures group/grid h-full overflow-auto"
    >
      <div ref={measured} className="sticky top-0 z-10 bg-surface" role="rowgroup">
        <HeaderRow
          columns={kept}
          tracks={tracks}
          sorting={sorting}
          {...(canSort && { onSort: (key: string) => setSorting(nextSorting(sorting, key)) })}
        />
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = shown[index];
          if (row === undefined) return null;
          const isOpen = rowId(row) === openId;
          return (
            <div
              key={rowId(row)}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={isOpen}
              className={`absolute inset-x-0 grid cursor-pointer items-center gap-4 border-b border-line px-4 hover:bg-sunken ${isOpen ? 'bg-accent-soft hover:bg-accent-soft' : ''} ${isGone?.(row) === true ? 'line-through opacity-55' : ''} ${index === at ? 'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent' : ''}`}
              style={{ transform: `translateY(${start}px)`, gridTemplateColumns: tracks, height: rowHeight }}
              onClick={() => {
                setAt(index);
                (onSelect ?? onOpen)(row);
              }}
            >
              {kept.map(({ key, align, cell }) => (
                <div key={key} role="gridcell" className={`truncate ${align === 'end' ? 'text-right' : ''}`}>
                  {cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
