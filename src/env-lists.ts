import { z } from 'zod';
import { callerRoles, listed, type CallerRole } from './values/enums.ts';

/** Variables that hold several values, separated by commas. */

/** A list of such entries. Blanks around an entry and empty entries do not count. */
const listOf = <Entry>(entry: z.ZodType<Entry, string>) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(entry));

/** Reports each entry that gives a key another value than an earlier entry does. */
const refuseConflicts =
  <Entry>(keyOf: (entry: Entry) => unknown, valueOf: (entry: Entry) => unknown, message: string) =>
  (entries: Entry[], context: z.core.$RefinementCtx): void => {
    const known = new Map<unknown, unknown>();
    for (const [at, entry] of entries.entries()) {
      const [key, value] = [keyOf(entry), valueOf(entry)];
      if ((known.get(key) ?? value) !== value) context.addIssue({ code: 'custom', path: [at], message });
      known.set(key, value);
    }
  };

const anyPort = /:\*$/;

/** Whether browsers can send this origin: scheme, host and port as a URL serialises them (RFC 6454, 6.2). */
function isOrigin(entry: string): boolean {
  const origin = entry.replace(anyPort, '');
  return /^https?:\/\/[^*]+$/.test(origin) && URL.parse(origin)?.origin === origin;
}

/** Origins that may call from a browser: `https://admin.example`, `http://localhost:*` (any port) or `*` (all). */
export const Origins = listOf(
  z.string().refine((entry) => entry === '*' || isOrigin(entry), {
    error: ({ input }) =>
      /[^/]\/$/.test(String(input))
        ? 'ends with a slash, which an origin does not have: write https://admin.example'
        : 'is not an origin as browsers send it: write https://admin.example, http://localhost:* for any port, or *',
  }),
);

const roleMapEntry = new RegExp(`^(.*\\S)\\s*=\\s*(${callerRoles.join('|')})$`);

/** Which role a value of the role claim stands for: `support-admin=admin`. The value may contain `=`. */
export const RoleMap = listOf(
  z
    .string()
    .regex(roleMapEntry, `is not <value>=<role>, the role ${listed(callerRoles, 'or')}`)
    .transform((entry) => {
      const [, value = '', role] = roleMapEntry.exec(entry) ?? [];
      return { value, role: role as CallerRole };
    }),
).superRefine(
  refuseConflicts(
    ({ value }) => value,
    ({ role }) => role,
    'gives a value another role than an earlier entry does',
  ),
);

/** A secret that a router signs its calls with (Standard Webhooks). */
export interface RouterSecret {
  name: string;
  /** 24 to 64 bytes. */
  secret: Uint8Array<ArrayBuffer>;
}

/** Decodes base64; undefined if the text is not base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The secrets of routers: `name:whsec_<base64>`. */
export const RouterSecrets = listOf(
  z.string().transform((entry, context): RouterSecret => {
    const [, name, base64] = /^([A-Za-z0-9_.-]{1,64}):whsec_([A-Za-z0-9+/]+={0,2})$/.exec(entry) ?? [];
    const secret = base64 === undefined ? undefined : bytesOf(base64);
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (name === undefined || secret === undefined) {
      return refuse('is not name:whsec_<base64>, the name 1 to 64 of A-Z a-z 0-9 _ . -');
    }
    if (secret.length < 24 || secret.length > 64) return refuse('must have a secret of 24 to 64 bytes');
    return { name, secret };
  }),
).superRefine(
  refuseConflicts(
    ({ secret }) => secret.join(),
    ({ name }) => name,
    'has the secret of another router',
  ),
);
