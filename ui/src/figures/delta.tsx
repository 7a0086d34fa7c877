import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import type { Change } from './reading.ts';

const look: Record<Change['verdict'], string> = {
  better: 'text-good',
  worse: 'text-bad',
  neither: 'text-ink-2',
};
const icons = { up: ArrowUp, down: ArrowDown, same: Minus };

/** A change since the time before: its direction by an arrow, whether that is good by colour and for screen readers. */
export function Delta({ change, size = 'small' }: { change: Change | undefined; size?: 'small' | 'micro' }) {
  if (change === undefined) return null;
  const Icon = icons[change.direction];
  return (
    <span
      className={`figures inline-flex items-center gap-0.5 whitespace-nowrap font-medium ${size === 'micro' ? 'text-micro' : 'text-small'} ${look[change.verdict]}`}
    >
      <Icon size={size === 'micro' ? 10 : 12} strokeWidth={2.5} aria-hidden="true" />
      {change.text}
      {change.verdict !== 'neither' && <span className="sr-only">, {change.verdict}</span>}
    </span>
  );
}
