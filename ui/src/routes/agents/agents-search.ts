import type { Sorting } from '../../components/data-table/columns.ts';

/** Which agents are listed. */
export interface AgentFilters {
  availability?: (typeof availabilities)[number];
  team?: string;
  skill?: string;
}

export const availabilities = ['online', 'away', 'offline'] as const;
export const filterNames = ['availability', 'team', 'skill'] as const satisfies (keyof AgentFilters)[];

/** What the URL of the agents page says, beside the view. */
export interface AgentsSearch extends AgentFilters {
  /** The column that sorts, and which way: `response_p90.desc`. */
  sort?: string;
  /** Only agents whose name, team or skills have these words. */
  find?: string;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const sortPattern = /^[a-z\d_]+\.(?:asc|desc)$/;

/** Reads a URL's search parameters; leaves out those that are not valid. */
export function parseAgentsSearch(search: Record<string, unknown>): AgentsSearch {
  const { sort, find, team, skill } = search;
  const availability = availabilities.find((one) => one === search['availability']);
  return {
    ...(typeof sort === 'string' && sortPattern.test(sort) && { sort }),
    ...(isText(find) && { find }),
    ...(availability !== undefined && { availability }),
    ...(isText(team) && { team }),
    ...(isText(skill) && { skill }),
  };
}

export function sortingOf({ sort }: AgentsSearch): Sorting | undefined {
  const [key, way] = sort?.split('.') ?? [];
  return key === undefined ? undefined : { key, direction: way === 'asc' ? 'ascending' : 'descending' };
}

export const sortText = (sorting: Sorting | undefined): string | undefined =>
  sorting && `${sorting.key}.${sorting.direction === 'ascending' ? 'asc' : 'desc'}`;
