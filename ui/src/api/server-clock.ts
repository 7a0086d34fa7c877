import { useState } from 'react';
import type { Answer } from './answer.ts';

/** A larger difference does not come from how long the answer took. */
const toleranceMs = 500;

/**
 * How far the database's clock is ahead of this machine's, in milliseconds. Waits and countdowns tick by the sum, so
 * a wrong clock of the machine does not matter. It stays as it is until the difference is plain: a wait never jumps
 * back by a second.
 */
export function useServerOffset({
  data,
  dataUpdatedAt,
}: {
  data: Answer<unknown> | undefined;
  dataUpdatedAt: number;
}): number {
  const [offset, setOffset] = useState<number>();
  const generatedAt = data?.generatedAt;
  if (generatedAt === undefined || data === undefined) return offset ?? 0;
  const measured = generatedAt.getTime() + data.ageSeconds * 1000 - dataUpdatedAt;
  if (offset !== undefined && Math.abs(measured - offset) <= toleranceMs) return offset;
  setOffset(measured);
  return measured;
}
