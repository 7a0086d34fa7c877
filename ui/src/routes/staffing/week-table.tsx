import type { Figure } from '../../figures/figure.ts';
import { nothing } from '../../format/numbers.ts';
import { write } from '../../figures/reading.ts';
import type { HourCell, Week } from './use-staffing.ts';
import { hourName, hours, longWeekday, placeOf, shortWeekday, weekdays, weekHourName } from './week-hours.ts';

/** The heat map as a table: hours are its rows. */
export function WeekTable({
  week: { cells },
  figure,
  label,
  onOpen,
}: {
  week: Week;
  figure: Figure;
  label: string;
  onOpen: (cell: HourCell) => void;
}) {
  return (
    <div className="h-full overflow-auto" role="region" aria-label={`Table of ${label}`} tabIndex={0}>
      <table className="figures w-full text-small">
        <caption className="sr-only">{label} by weekday and hour</caption>
        <thead className="sticky top-0 bg-surface text-ink-3">
          <tr>
            <th scope="col" className="py-1.5 pr-2 pl-4 text-left font-medium">
              Hour
            </th>
            {weekdays.map((weekday) => (
              <th
                key={weekday}
                scope="col"
                className="px-2 py-1.5 text-right font-medium last:pr-4"
                title={longWeekday(weekday)}
              >
                {shortWeekday(weekday)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour} className="border-t border-line">
              <th scope="row" className="py-1 pr-2 pl-4 text-left font-normal whitespace-nowrap">
                {hourName(hour)}
              </th>
              {weekdays.map((weekday) => {
                const cell = cells[placeOf({ weekday, hour })];
                return (
                  <td key={weekday} className="px-2 py-1 text-right last:pr-4">
                    {cell === undefined || cell.times === 0 ? (
                      <span className="text-ink-3">{nothing}</span>
                    ) : (
                      <button
                        type="button"
                        className="hover:text-accent hover:underline"
                        aria-label={`${weekHourName(cell)}: ${write(figure.format, cell.value)}`}
                        onClick={() => onOpen(cell)}
                      >
                        {write(figure.format, cell.value)}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
