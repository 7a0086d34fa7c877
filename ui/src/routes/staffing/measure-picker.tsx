import { measureNames, measures, type MeasureName } from './staffing-search.ts';

/** Chooses what the map shows. */
export function MeasurePicker({ name, onPick }: { name: MeasureName; onPick: (name: MeasureName) => void }) {
  return (
    <div role="group" aria-label="Measure" className="no-print flex rounded-control bg-sunken p-0.5">
      {measureNames.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === name}
          onClick={() => onPick(one)}
          className="min-h-7 rounded-small px-2.5 text-small text-ink-2 aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-panel"
        >
          {measures[one].label}
        </button>
      ))}
    </div>
  );
}
