import type { Count } from '../../db/schema/figures.ts';

type Ratings = Record<Extract<Count, `rated_${number}`>, number>;

/** How many sessions were rated, and the sum of their ratings. */
export function ratingsIn({ rated_1, rated_2, rated_3, rated_4, rated_5 }: Ratings): {
  rated: number;
  stars: number;
} {
  return {
    rated: rated_1 + rated_2 + rated_3 + rated_4 + rated_5,
    stars: rated_1 + 2 * rated_2 + 3 * rated_3 + 4 * rated_4 + 5 * rated_5,
  };
}
