import type { Count } from '../../db/schema/figures.ts';

export const ratingCounts = [
  'rated_1',
  'rated_2',
  'rated_3',
  'rated_4',
  'rated_5',
] as const satisfies readonly Count[];

/** How many sessions were rated, and the sum of their ratings. */
export function ratingsIn(figures: Record<(typeof ratingCounts)[number], number>) {
  const { rated_1, rated_2, rated_3, rated_4, rated_5 } = figures;
  return {
    rated: rated_1 + rated_2 + rated_3 + rated_4 + rated_5,
    stars: rated_1 + 2 * rated_2 + 3 * rated_3 + 4 * rated_4 + 5 * rated_5,
  };
}
