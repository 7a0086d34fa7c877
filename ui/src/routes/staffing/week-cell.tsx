import type { CSSProperties } from 'react';
import { shadeOf, type Step } from '../../charts/quantile-steps.ts';
import type { Figure } from '../../figures/figure.ts';
import { shortValue, tellCell } from './cell-words.ts';
import type { HourCell } from './use-staffing.ts';
import { placeOf } from './week-hours.ts';

export const shadeLook: Record<number, string> = {
  1: 'bg-heat-1 text-ink',
  2: 'bg-heat-2 text-ink',
  3: 'bg-heat-3 text-ink',
  4: 'bg-heat-4 text-on-accent',
  5: 'bg-heat-5 text-on-accent',
};

/** Where an hour stands: days are rows and hours columns; where that is too narrow, the other way round. */
export const placeLook =
  '[grid-row:var(--day)] [grid-column:var(--hour)] max-lg:[grid-row:var(--hour)] max-lg:[grid-column:var(--day)]';

/** @param weekday 0 for the names of hours @param hour -1 for the names of weekdays */
export const placedAt = (weekday: number, hour: number): CSSProperties =>
  ({ '--day': weekday + 1, '--hour': hour + 2 }) as CSSProperties;

/** One hour of the week. */
export function WeekCell({
  cell,
  steps,
  figure,
  label,
  isNow,
  isChosen,
  isInTabOrder,
  onOpen,
  onPoint,
  onFocus,
}: {
  cell: HourCell;
  steps: Step[];
  figure: Figure;
  label: string;
  isNow: boolean;
  isChosen: boolean;
  isInTabOrder: boolean;
  onOpen: (cell: HourCell) => void;
  onPoint: (element: HTMLElement) => void;
  onFocus: (element: HTMLElement) => void;
}) {
  const isOutside = cell.times === 0;
  const outline = isNow || isChosen ? 'outline-2 outline-offset-1 outline-ink' : '';
  return (
    <div
      role="gridcell"
      aria-selected={isChosen}
      className={`${placeLook} grid`}
      style={placedAt(cell.weekday, cell.hour)}
    >
      <button
        type="button"
        data-cell={placeOf(cell)}
        data-value={cell.value ?? ''}
        data-n={cell.n}
        tabIndex={isInTabOrder ? 0 : -1}
        aria-current={isNow ? 'time' : undefined}
        aria-disabled={isOutside}
        aria-label={tellCell(figure, label, cell, isNow)}
        className={`min-h-7 rounded-small lg:min-h-10 ${lookOf(cell, steps)} ${outline} ${isNow && !isChosen ? 'outline-dotted' : ''}`}
        onPointerEnter={(event) => onPoint(event.currentTarget)}
        onFocus={(event) => onFocus(event.currentTarget)}
        onClick={() => !isOutside && onOpen(cell)}
      >
        {isOutside ? '' : shortValue(figure.format, cell.value)}
      </button>
    </div>
  );
}

function lookOf({ value, n, times }: HourCell, steps: Step[]): string {
  if (times === 0) return 'hatched cursor-default';
  if (value === null || n === 0) return 'bg-sunken text-ink-3';
  return shadeLook[shadeOf(steps, value)] ?? '';
}
