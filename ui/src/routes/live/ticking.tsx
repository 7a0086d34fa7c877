import type { ReactNode } from 'react';
import { useNow } from '../../components/age-mark.tsx';

/** What changes each second. @param offset the database's clock minus this machine's, in milliseconds */
export function Ticking({ offset, children }: { offset: number; children: (now: number) => ReactNode }) {
  return <>{children(useNow(1000) + offset)}</>;
}

/** Whole seconds from one instant to another, never below 0. */
export const secondsSince = (instant: string, now: number): number =>
  Math.max(0, Math.floor((now - Date.parse(instant)) / 1000));
