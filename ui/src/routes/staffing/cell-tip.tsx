import { Delta } from '../../figures/delta.tsx';
import type { Figure } from '../../figures/figure.ts';
import { write } from '../../figures/reading.ts';
import { basisOf, changeOfCell } from './cell-words.ts';
import type { HourCell } from './use-staffing.ts';
import { weekHourName } from './week-hours.ts';

/** What an hour says, beside its cell. Screen readers are told by the cell itself. */
export function CellTip({
  cell,
  figure,
  label,
  isNow,
  beside,
}: {
  cell: HourCell;
  figure: Figure;
  label: string;
  isNow: boolean;
  /** The cell's element. */
  beside: HTMLElement;
}) {
  const holder = beside.parentElement ?? beside;
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = holder;
  const room = holder.offsetParent;
  const [allWidth, allHeight] = [room?.clientWidth ?? 0, room?.clientHeight ?? 0];
  const across = left > allWidth / 2 ? { right: allWidth - left - width } : { left };
  const down = top > allHeight / 2 ? { bottom: allHeight - top + 6 } : { top: top + height + 6 };
  const { times, value, before } = cell;
  return (
    <div
      aria-hidden="true"
      className="popup pointer-events-none absolute z-20 w-max max-w-64 px-3 py-2 text-small"
      style={{ ...across, ...down }}
    >
      <p className="font-medium">
        {weekHourName(cell)}
        {isNow && <span className="font-normal text-ink-3"> · now</span>}
      </p>
      {times > 0 && (
        <p className="flex items-baseline gap-2">
          <span className="text-ink-2">{label}</span>
          <span className="font-medium">{write(figure.format, value)}</span>
          <Delta change={changeOfCell(figure, cell)} />
          {typeof before === 'number' && (
            <span className="text-ink-3">was {write(figure.format, before)}</span>
          )}
        </p>
      )}
      <p className="text-ink-3">
        {[basisOf(figure, cell), times > 0 ? 'click for its dates' : ''].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}
