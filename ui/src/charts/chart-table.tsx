import { write } from '../figures/reading.ts';
import type { ChartData } from './series.ts';

/** The same figures as a table. */
export function ChartTable({ data, onOpen }: { data: ChartData; onOpen?: (at: number) => void }) {
  const columns = [...data.lines, ...(data.previous ? [data.previous] : [])];
  return (
    <table className="figures w-full text-small">
      <caption className="sr-only">{data.name}</caption>
      <thead className="sticky top-0 bg-surface text-left text-ink-3">
        <tr>
          <th scope="col" className="px-4 py-1.5 font-medium">
            Time
          </th>
          {columns.map(({ label }) => (
            <th key={label} scope="col" className="px-4 py-1.5 text-right font-medium">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.places.map(({ title, isPartial }, at) => (
          <tr key={title} className="border-t border-line">
            <th scope="row" className="px-4 py-1 text-left font-normal">
              {onOpen === undefined ? (
                title
              ) : (
                <button type="button" className="text-accent hover:underline" onClick={() => onOpen(at)}>
                  {title}
                </button>
              )}
              {isPartial && <span className="text-ink-3"> (partly)</span>}
            </th>
            {columns.map(({ label, values }) => (
              <td key={label} className="px-4 py-1 text-right">
                {write(data.format, values[at])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
