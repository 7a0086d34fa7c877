import { queryClient } from '../api/query-client.ts';
import { read, type DataOf } from '../api/read.ts';
import { useRead } from '../api/use-read.ts';

/** The person who is signed in: id, role, name, teams, and the operations that the role may call. */
export type Me = DataOf<'/me'>;
export type Role = Me['role'];

/** The answer of `GET me`, and how asking for it goes. */
export const useMeQuery = () => useRead('/me', {}, { freshness: 'still' });

/** Who is signed in; undefined until the API has said so. The API checks every call by itself. */
export const useMe = (): Me | undefined => useMeQuery().data?.data;

/**
 * The same outside of components.
 *
 * @throws {ApiProblem} if the API does not know the caller
 */
export const loadMe = async (): Promise<Me> => (await queryClient.ensureQueryData(read('/me', {}))).data;
