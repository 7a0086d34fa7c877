import { defaultRange, rangeOfText, rangeToText } from './range.ts';
import { isZone } from './zone.ts';

/**
 * What every screen's URL says: the range, whether it is compared with the one before, and the time zone. Defaults
 * are not written. The zone always is, because its default differs from person to person.
 */
export interface ViewSearch {
  range?: string;
  compare?: 'off';
  tz?: string;
}

/** Reads a URL's search parameters; leaves out those that are not valid. */
export function parseViewSearch(search: Record<string, unknown>): ViewSearch {
  const range = rangeOfText(search['range']);
  return {
    ...(range !== undefined && { range: rangeToText(range) }),
    ...(search['compare'] === 'off' && { compare: 'off' as const }),
    ...(isZone(search['tz']) && { tz: search['tz'] }),
  };
}

/** Links keep the view; what a link says itself wins, and a default is left out. */
export function carryView(current: ViewSearch, next: ViewSearch & { compare?: string }): ViewSearch {
  const { range, compare, tz, ...own } = { ...viewOf(current), ...next };
  return {
    ...own,
    ...(range !== undefined && range !== rangeToText(defaultRange) && { range }),
    ...(compare === 'off' && { compare: 'off' as const }),
    ...(tz !== undefined && { tz }),
  };
}

const viewOf = ({ range, compare, tz }: ViewSearch): ViewSearch => ({
  ...(range !== undefined && { range }),
  ...(compare !== undefined && { compare }),
  ...(tz !== undefined && { tz }),
});
