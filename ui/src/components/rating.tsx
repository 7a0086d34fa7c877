import { Star } from 'lucide-react';

/** A rating from 1 to 5, as a number beside a star. */
export function Rating({ value }: { value: number | null }) {
  if (value === null) return <span className="text-ink-3">–</span>;
  return (
    <span className={`inline-flex items-center gap-1 ${value <= 2 ? 'text-bad' : 'text-ink'}`}>
      <Star size={12} fill="currentColor" aria-hidden="true" className="opacity-70" />
      {value}
      <span className="sr-only"> of 5</span>
    </span>
  );
}
