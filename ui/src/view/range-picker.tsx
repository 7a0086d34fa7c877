import { now, parseAbsolute } from '@internationalized/date';
import { CalendarDays, Check } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, buttonLook } from '../components/button.tsx';
import { Keys } from '../components/keys.tsx';
import { Popup } from '../components/popup.tsx';
import { formatRange } from '../format/dates.ts';
import { endsOf, isPreset, isRange, presetNames, presets, type Range } from './range.ts';
import { useChangeView, useView } from './use-view.ts';

/** Chooses the range: a preset, or two days. */
export function RangePicker() {
  const [isOpen, setOpen] = useState(false);
  const { range, window, zone } = useView();
  const { setRange } = useChangeView();
  const label = formatRange(range, window, zone, new Date());
  const choose = (next: Range) => {
    setRange(next);
    setOpen(false);
  };
  return (
    <Popup
      name="Range"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={buttonLook('plain', '-mx-px rounded-none figures')}>
          <CalendarDays size={15} aria-hidden="true" /> {label}
        </button>
      }
    >
      <ul className="w-60">
        {presetNames.map((preset) => (
          <li key={preset}>
            <button
              type="button"
              className="flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-left hover:bg-sunken"
              aria-current={isPreset(range) && range.preset === preset ? 'true' : undefined}
              onClick={() => choose({ preset })}
            >
              <span className="w-4 text-accent">
                {isPreset(range) && range.preset === preset && <Check size={14} aria-hidden="true" />}
              </span>
              <span className="flex-1">{presets[preset].label}</span>
              <Keys keys={presets[preset].key} />
            </button>
          </li>
        ))}
      </ul>
      <DaysForm onChoose={choose} />
    </Popup>
  );
}

function DaysForm({ onChoose }: { onChoose: (range: Range) => void }) {
  const { window, zone } = useView();
  const [ends] = useState(() => endsOf(window, new Date()));
  const dayOf = (instant: number): string =>
    parseAbsolute(new Date(instant).toISOString(), zone).toString().slice(0, 10);
  const [from, setFrom] = useState(dayOf(ends.from));
  const [to, setTo] = useState(dayOf(ends.to));
  const id = useId();
  const today = now(zone).toString().slice(0, 10);
  const isValid = isRange(from, to);
  return (
    <form
      className="mt-1.5 flex w-60 flex-col gap-2 border-t border-line p-2 pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) onChoose({ from, to });
      }}
    >
      {(
        [
          ['From', from, setFrom],
          ['To', to, setTo],
        ] as const
      ).map(([label, value, set]) => (
        <label key={label} className="flex items-center gap-2 text-small text-ink-2">
          <span className="w-10">{label}</span>
          <input
            type="date"
            className="field"
            value={value}
            max={today}
            aria-describedby={id}
            aria-invalid={!isValid}
            onChange={(event) => set(event.target.value)}
          />
        </label>
      ))}
      <p id={id} className="text-small text-bad empty:hidden">
        {isValid ? '' : 'The first day must not be after the last.'}
      </p>
      <Button type="submit" kind="primary" disabled={!isValid}>
        Show these days
      </Button>
    </form>
  );
}
