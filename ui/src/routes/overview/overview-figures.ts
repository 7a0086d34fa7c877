import { figures, type FigureKey } from '../../figures/catalog.ts';

/** The tiles of the screen, in their order. Its charts and parts show figures of the same answers. */
export const tiles: FigureKey[] = [
  'sessions',
  'response',
  'wait',
  'handle',
  'abandonment',
  'satisfaction',
  'unanswered',
  'transfers',
];
export const shown = tiles.map((key) => figures[key]);
