import { now } from '@internationalized/date';
import { ChevronLeft, ChevronRight, GitCompareArrows } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { useShortcut } from '../keys/dispatch.ts';
import { neighbour, presetNames, type PresetName } from './range.ts';
import { RangePicker } from './range-picker.tsx';
import { useChangeView, useView } from './use-view.ts';
import { ZonePicker } from './zone-picker.tsx';

function PresetKey({ name, onChoose }: { name: PresetName; onChoose: () => void }) {
  useShortcut(`range.${name}`, onChoose);
  return null;
}

/** The controls of the view: range, previous and next, comparison, time zone. */
export function ViewBar({ canCompare = true }: { canCompare?: boolean }) {
  const { range, isCompared, zone } = useView();
  const { setRange, setCompared } = useChangeView();
  const at = now(zone);
  const earlier = neighbour(range, -1, at);
  const later = neighbour(range, 1, at);
  const goEarlier = () => earlier !== undefined && setRange(earlier);
  const goLater = () => later !== undefined && setRange(later);
  const compare = () => setCompared(!isCompared);
  useShortcut('range.earlier', goEarlier);
  useShortcut('range.later', goLater);
  useShortcut('compare', compare, canCompare);

  return (
    <div
      role="group"
      aria-label="View"
      className="no-print flex flex-wrap items-center gap-1.5 max-sm:contents"
    >
      {presetNames.map((preset) => (
        <PresetKey key={preset} name={preset} onChoose={() => setRange({ preset })} />
      ))}
      <div className="flex">
        <Button
          className="rounded-r-none px-1.5"
          onClick={goEarlier}
          aria-label="Earlier"
          aria-keyshortcuts="ArrowLeft"
          disabled={earlier === undefined}
        >
          <ChevronLeft size={16} aria-hidden="true" />
        </Button>
        <RangePicker />
        <Button
          className="rounded-l-none px-1.5"
          onClick={goLater}
          aria-label="Later"
          aria-keyshortcuts="ArrowRight"
          disabled={later === undefined}
        >
          <ChevronRight size={16} aria-hidden="true" />
        </Button>
      </div>
      {canCompare && (
        <Button
          aria-pressed={isCompared}
          aria-keyshortcuts="x"
          onClick={compare}
          className="aria-pressed:border-accent aria-pressed:text-accent"
        >
          <GitCompareArrows size={15} aria-hidden="true" /> Compare
        </Button>
      )}
      <ZonePicker />
    </div>
  );
}
