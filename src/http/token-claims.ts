import type { TokenSettings } from '../env.ts';
import { callerRoles, type CallerRole } from '../values/enums.ts';

/** Where a token says who its user is: the claims that the configuration names. */

/**
 * The value at a path of names that are joined by dots. A name may hold dots itself, as in
 * `https://chat.example/roles`: of several readings, the one with the longest first name wins.
 */
export function claimAt(claims: unknown, path: string): unknown {
  const members = new Map(typeof claims === 'object' && claims !== null ? Object.entries(claims) : []);
  let value = members.get(path);
  for (
    let dot = path.lastIndexOf('.');
    dot > 0 && value === undefined;
    dot = path.lastIndexOf('.', dot - 1)
  ) {
    value = claimAt(members.get(path.slice(0, dot)), path.slice(dot + 1));
  }
  return value;
}

/**
 * The role at `JWT_ROLE_CLAIM`, a text or a list of texts: through `JWT_ROLE_MAP` if there is one. Of several roles,
 * the first in the order admin, agent, router.
 */
export function roleOf(
  claims: unknown,
  { JWT_ROLE_CLAIM: path, JWT_ROLE_MAP: map }: Pick<TokenSettings, 'JWT_ROLE_CLAIM' | 'JWT_ROLE_MAP'>,
): CallerRole | undefined {
  const values: unknown[] = [claimAt(claims, path)].flat();
  const roles =
    map.length === 0 ? values : map.flatMap((entry) => (values.includes(entry.value) ? entry.role : []));
  return callerRoles.find((role) => roles.includes(role));
}
