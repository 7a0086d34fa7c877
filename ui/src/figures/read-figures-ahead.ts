import { readAhead } from '../api/read-ahead.ts';
import { viewOf } from '../view/use-view.ts';
import type { ViewSearch } from '../view/view-search.ts';
import type { Figure } from './figure.ts';
import { seriesBeforeParams, seriesParams } from './use-series.ts';
import { sourceParams, sourcePaths, sourcesOf } from './use-sources.ts';

/** Begins to read what a screen of figures shows, for its route's loader. */
export function readFiguresAhead(list: Figure[], search: ViewSearch): void {
  const view = viewOf(search);
  for (const source of sourcesOf(list)) {
    if (source !== 'agent') readAhead(sourcePaths[source], sourceParams(view.window, view.isCompared));
  }
  readAhead('/timeseries', seriesParams(list, view));
  if (view.isCompared) readAhead('/timeseries', seriesBeforeParams(list, view));
}
