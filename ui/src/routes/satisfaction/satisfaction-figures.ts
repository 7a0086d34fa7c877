import { figures, type FigureKey } from '../../figures/catalog.ts';

/** The tiles of the screen, in their order. Its charts and parts show figures of the same answers. */
export const tiles: FigureKey[] = ['satisfaction', 'meanRating', 'responseRate', 'lowRatings'];
export const shown = tiles.map((key) => figures[key]);
