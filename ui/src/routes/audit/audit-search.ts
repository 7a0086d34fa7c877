import type { Schema } from '../../api/client.ts';
import type { QueryOf } from '../../api/read.ts';
import type { Window } from '../../view/range.ts';

export type AuditEntry = Schema<'AuditEntryResponse'>;
export type AuditQuery = QueryOf<'/audit'>;
type FilterName = Exclude<keyof AuditQuery, 'time_range_hours' | 'from' | 'to'>;
type Action = AuditEntry['action'];

/** What the URL of the audit says, beside the view. */
export type AuditSearch = { [Name in FilterName]?: string } & {
  /** `all`: entries of any age, whatever the range. */
  age?: 'all';
};

/** How each command reads in a list of filters. */
export const actionWords: Record<Action, string> = {
  assign: 'Assignments',
  transfer: 'Transfers',
  requeue: 'Requeues',
  close: 'Closings',
  claim: 'Claims',
  offer: 'Offers',
  accept: 'Accepted offers',
  decline: 'Declined offers',
  withdraw: 'Withdrawn offers',
  save_agent: 'Registrations of agents',
  update_agent: 'Changes of agents',
  delete_agent: 'Deletions of agents',
  set_availability: 'Changes of availability',
  erase_customer: 'Erasures of customers',
  retention: 'Retention',
  read_transcript: 'Reads of transcripts',
  export: 'Exports',
};
/** Both kinds of entries. */
export const kindWords: Record<NonNullable<AuditQuery['kind']>, string> = {
  command: 'Commands',
  read: 'Reads',
};
export const actions = Object.keys(actionWords) as Action[];

const isUuid = (value: string): boolean => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value);
const isShort = (value: string): boolean => value.length > 0 && value.length <= 255;

const isValid: Record<FilterName, (value: string) => boolean> = {
  session_id: isUuid,
  agent_id: isUuid,
  actor_id: isUuid,
  actor_name: isShort,
  action: (value) => Object.hasOwn(actionWords, value),
  kind: (value) => Object.hasOwn(kindWords, value),
  outcome: (value) => value === 'done' || value === 'refused',
  request_id: isShort,
};
export const filterNames = Object.keys(isValid) as FilterName[];

/** Reads a URL's search parameters; leaves out those that are not valid. */
export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const filters = filterNames.flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' && isValid[name](value) ? [[name, value]] : [];
  });
  return {
    ...(Object.fromEntries(filters) as AuditSearch),
    ...(search['age'] === 'all' && { age: 'all' as const }),
  };
}

/** The list as the API is asked for it. */
export const toAuditQuery = (search: AuditSearch, window: Window): AuditQuery => ({
  ...(search.age === 'all' ? {} : window),
  ...(Object.fromEntries(
    filterNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  ) as AuditQuery),
});
