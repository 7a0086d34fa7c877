import type { QueryOf } from '../../api/read.ts';
import type { Window } from '../../view/range.ts';

/** The filters that the list takes, by their names in the API and in the URL. */
type ListQuery = QueryOf<'/sessions'>;
type FilterName = Exclude<keyof ListQuery, 'time_range_hours' | 'from' | 'to'>;

/** What a filter may be. */
export type FilterKind = 'uuid' | 'agent' | 'boolean' | 'ratings' | 'text' | readonly string[];

/** Every filter of the list. To add one, add an entry, and its chip's words to `filter-words.ts`. */
export const filterKinds = {
  session_id: 'uuid',
  status: ['waiting', 'active', 'closed'],
  agent_id: 'uuid',
  assigned_agent_id: 'agent',
  rated_agent_id: 'uuid',
  first_responder_id: 'uuid',
  rating: 'ratings',
  rated: 'boolean',
  unanswered: 'boolean',
  has_response_time: 'boolean',
  has_wait_time: 'boolean',
  has_abandon_time: 'boolean',
  has_handle_time: 'boolean',
  flow: ['created', 'reopened', 'closed', 'abandoned', 'transferred', 'rated'],
  initiator_id: 'text',
} as const satisfies Record<FilterName, FilterKind>;

export type Filters = { [Name in FilterName]?: string };

/** What the URL of the sessions page says, beside the view. */
export interface SessionsSearch extends Filters {
  /** `all`: sessions of any age, whatever the range. */
  age?: 'all';
  /** The figure whose sessions these are. */
  figure?: string;
  /** The session whose panel is open. */
  open?: string;
}

export const filterNames = Object.keys(filterKinds) as FilterName[];

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

function isValid(kind: FilterKind, value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (kind === 'uuid') return uuid.test(value);
  if (kind === 'agent') return value === 'none' || uuid.test(value);
  if (kind === 'boolean') return value === 'true' || value === 'false';
  if (kind === 'ratings') return /^[1-5](,[1-5]){0,4}$/.test(value);
  if (kind === 'text') return /^[\da-f-]{1,36}$/i.test(value);
  return kind.includes(value);
}

/** Reads a URL's search parameters; leaves out those that are not valid. */
export function parseSessionsSearch(search: Record<string, unknown>): SessionsSearch {
  const filters = filterNames.flatMap((name) => {
    const value = search[name];
    return isValid(filterKinds[name], value) ? [[name, value]] : [];
  });
  const { age, figure, open } = search;
  return {
    ...(Object.fromEntries(filters) as Filters),
    ...(age === 'all' && { age: 'all' as const }),
    ...(typeof figure === 'string' && { figure }),
    ...(isValid('uuid', open) && { open }),
  };
}

/** The list as the API is asked for it. */
export const listQuery = (search: SessionsSearch, window: Window): QueryOf<'/sessions'> => ({
  ...(search.age === 'all' ? {} : window),
  ...toListQuery(search),
});

/** The filters as the API takes them. */
export function toListQuery(filters: Filters): ListQuery {
  const entries = filterNames.flatMap((name): [FilterName, unknown][] => {
    const value = filters[name];
    if (value === undefined) return [];
    if (name === 'session_id') return [[name, [value]]];
    const kind: FilterKind = filterKinds[name];
    if (kind === 'ratings') return [[name, value.split(',').map(Number)]];
    return [[name, kind === 'boolean' ? value === 'true' : value]];
  });
  return Object.fromEntries(entries) as ListQuery;
}
