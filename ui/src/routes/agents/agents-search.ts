import type { Sorting } from '../../components/data-table/columns.ts';

/** What the URL of the agents page says, beside the view. */
export interface AgentsSearch {
  /** The column that sorts, and which way: `response_p90.desc`. */
  sort?: string;
  /** Only agents whose name, team or skills have these words. */
  find?: string;
}

const sortPattern = /^[a-z\d_]+\.(?:asc|desc)$/;

/** Reads a URL's search parameters; leaves out those that are not valid. */
export function parseAgentsSearch({ sort, find }: Record<string, unknown>): AgentsSearch {
  return {
    ...(typeof sort === 'string' && sortPattern.test(sort) && { sort }),
    ...(typeof find === 'string' && find !== '' && { find }),
  };
}

export function sortingOf({ sort }: AgentsSearch): Sorting | undefined {
  const [key, way] = sort?.split('.') ?? [];
  return key === undefined ? undefined : { key, direction: way === 'asc' ? 'ascending' : 'descending' };
}

export const sortText = (sorting: Sorting | undefined): string | undefined =>
  sorting && `${sorting.key}.${sorting.direction === 'ascending' ? 'asc' : 'desc'}`;
