import type { Figure } from '../../figures/figure.ts';
import { write } from '../../figures/reading.ts';
import { panelHeight } from './hour-panel.tsx';
import type { HourCell, Week } from './use-staffing.ts';
import { ValueRow, valueRowLook } from './value-row.tsx';
import { placeOf, weekHourName } from './week-hours.ts';

const shownAtMost = 7;

/** The hours with the highest values, the highest first. */
export function TopHours({
  week,
  figure,
  label,
  onOpen,
}: {
  week: Week;
  figure: Figure;
  label: string;
  onOpen: (cell: HourCell) => void;
}) {
  const top = week.cells
    .filter(({ n, value }) => n > 0 && value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .slice(0, shownAtMost);
  const largest = top[0]?.value ?? 1;
  return (
    <section className="panel flex min-w-0 flex-col">
      <header className="flex min-h-11 items-center px-4 pt-3">
        <h2 className="font-semibold">Highest hours · {label}</h2>
      </header>
      <div className={`${panelHeight} overflow-auto px-2 pb-2`}>
        {top.length === 0 ? (
          <p className="p-2 text-small text-ink-3">Nothing happened in this range. Choose a longer one.</p>
        ) : (
          <ol>
            {top.map((cell) => (
              <li key={placeOf(cell)}>
                <button type="button" className={valueRowLook} onClick={() => onOpen(cell)}>
                  <ValueRow name={weekHourName(cell)} share={(cell.value ?? 0) / (largest || 1)}>
                    {write(figure.format, cell.value)}
                  </ValueRow>
                </button>
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
