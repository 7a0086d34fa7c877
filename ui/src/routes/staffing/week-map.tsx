import { useRef, useState, type KeyboardEvent } from 'react';
import type { Figure } from '../../figures/figure.ts';
import { CellTip } from './cell-tip.tsx';
import type { WeekHour } from './staffing-search.ts';
import type { HourCell, Week } from './use-staffing.ts';
import { placedAt, placeLook, WeekCell } from './week-cell.tsx';
import { hourName, hours, nextPlace, placeOf, shortWeekday, weekdays } from './week-hours.ts';

/** A week as a heat map of buttons. The arrow keys, Home and End move through it; Enter or a click opens an hour. */
export function WeekMap({
  week: { cells, steps },
  figure,
  label,
  now,
  chosen,
  onOpen,
}: {
  week: Week;
  figure: Figure;
  label: string;
  now: WeekHour;
  chosen: WeekHour | undefined;
  onOpen: (cell: HourCell) => void;
}) {
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(placeOf(chosen ?? now));
  const [tip, setTip] = useState<HTMLElement>();
  const cellElement = (index: number) => grid.current?.querySelector<HTMLElement>(`[data-cell="${index}"]`);

  const onKeyDown = (event: KeyboardEvent) => {
    const isTransposed = cellElement(0)?.offsetTop !== cellElement(1)?.offsetTop;
    const next = nextPlace(at, event.key, isTransposed);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    cellElement(next)?.focus();
  };

  const tipCell = tip === undefined ? undefined : cells[Number(tip.dataset['cell'])];
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its cells is in the tab order
    <div
      ref={grid}
      role="grid"
      aria-label={`${label} by weekday and hour`}
      aria-rowcount={8}
      aria-colcount={25}
      className="figures relative grid grid-cols-[2.75rem_repeat(24,minmax(0,1fr))] gap-[3px] text-micro max-lg:grid-cols-[3rem_repeat(7,minmax(0,1fr))]"
      onKeyDown={onKeyDown}
      onPointerLeave={() => setTip(undefined)}
      onBlur={() => setTip(undefined)}
    >
      <div role="row" className="contents">
        <span role="columnheader" className={placeLook} style={placedAt(0, -1)}>
          <span className="sr-only">Weekday</span>
        </span>
        {hours.map((hour) => (
          <span
            key={hour}
            role="columnheader"
            className={`${placeLook} flex items-end justify-center pb-0.5 max-lg:items-center max-lg:justify-end max-lg:pr-2 max-lg:pb-0 ${hour === now.hour ? 'font-semibold text-ink' : 'text-ink-3'}`}
            style={placedAt(0, hour)}
          >
            {hourName(hour)}
          </span>
        ))}
      </div>
      {weekdays.map((weekday) => (
        <div key={weekday} role="row" className="contents">
          <span
            role="rowheader"
            className={`${placeLook} flex items-center text-small max-lg:justify-center ${weekday === now.weekday ? 'font-semibold text-ink' : 'text-ink-3'}`}
            style={placedAt(weekday, -1)}
          >
            {shortWeekday(weekday)}
          </span>
          {hours.map((hour) => {
            const index = placeOf({ weekday, hour });
            const cell = cells[index];
            if (cell === undefined) return null;
            return (
              <WeekCell
                key={hour}
                cell={cell}
                steps={steps}
                figure={figure}
                label={label}
                isNow={index === placeOf(now)}
                isChosen={chosen !== undefined && index === placeOf(chosen)}
                isInTabOrder={index === at}
                onOpen={onOpen}
                onPoint={setTip}
                onFocus={(element) => {
                  setAt(index);
                  if (element.matches(':focus-visible')) setTip(element);
                }}
              />
            );
          })}
        </div>
      ))}
      {tip !== undefined && tipCell !== undefined && (
        <CellTip
          cell={tipCell}
          figure={figure}
          label={label}
          isNow={placeOf(tipCell) === placeOf(now)}
          beside={tip}
        />
      )}
    </div>
  );
}
