import type { Format } from '../../figures/figure.ts';
import { shadeLook } from './week-cell.tsx';
import { shortValue } from './cell-words.ts';
import type { Week } from './use-staffing.ts';

/** What the shades of the map mean. */
export function Legend({ week: { steps, cells }, format }: { week: Week; format: Format }) {
  const leavesOut = cells.some(({ times }) => times === 0);
  return (
    <ul
      aria-label="Legend"
      className="figures flex flex-wrap items-center gap-x-4 gap-y-1 text-micro text-ink-3"
    >
      <Entry look="bg-sunken">{format === 'count' ? '0' : 'none'}</Entry>
      {steps.map(({ shade, from, to }) => (
        <Entry key={shade} look={shadeLook[shade] ?? ''}>
          {from === to ? shortValue(format, from) : `${shortValue(format, from)} – ${shortValue(format, to)}`}
        </Entry>
      ))}
      {leavesOut && <Entry look="hatched">not in this range</Entry>}
      <Entry look="outline-2 -outline-offset-1 outline-dotted outline-ink">now</Entry>
      {steps.length > 1 && (
        <li className="max-sm:hidden">Each shade covers about the same number of hours.</li>
      )}
    </ul>
  );
}

function Entry({ look, children }: { look: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-3.5 rounded-small ${look}`} />
      {children}
    </li>
  );
}
