import { figures, type FigureKey } from '../../figures/catalog.ts';

/** The tiles of the screen, in their order. Its charts and parts show figures of the same answers. */
export const tiles: FigureKey[] = ['messages', 'messageLength', 'readShare', 'attachmentShare'];
export const shown = tiles.map((key) => figures[key]);
