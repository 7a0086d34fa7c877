import { X } from 'lucide-react';

/** A filter that is on, with a button to take it off. */
export function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <span className="inline-flex min-h-7 items-center gap-0.5 rounded-full border border-line-strong bg-surface pr-0.5 pl-3 text-small">
      {label}
      <button
        type="button"
        aria-label={`Remove filter: ${label}`}
        onClick={onRemove}
        className="grid size-6 place-items-center rounded-full text-ink-3 hover:bg-sunken hover:text-ink"
      >
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  );
}
