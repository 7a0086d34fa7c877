import type { Client } from 'pg';

/** What a database consists of: the definition of each object by its kind and name. */
export type DatabaseObjects = Map<string, string>;

/**
 * One row an object of the schema `public`. Definitions are PostgreSQL's own, so that two databases compare equal
 * exactly where they behave the same. Column order is compared only in dashboard_parts, where it matters.
 */
const objects = `
  select 'table ' || relname as name, concat_ws(' ', relpersistence::text, reloptions::text) as definition
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  union all
  select 'column ' || relname || '.' || attname, concat_ws(' ', format_type(atttypid, atttypmod),
    case when attnotnull then 'not null' end, 'identity ' || nullif(attidentity::text, ''), 'generated ' || nullif(attgenerated::text, ''),
    'default ' || pg_get_expr(adbin, adrelid), attoptions::text, nullif(attcompression::text, ''), attstorage::text,
    -- Functions return rows of parts by position.
    case relname when 'dashboard_parts' then 'place ' || rank() over (partition by attrelid order by attnum) end)
  from pg_attribute join pg_class on pg_class.oid = attrelid
  left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped
  union all
  select 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
  from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and contype <> 'n'
  union all
  select 'index ' || indexname, indexdef from pg_indexes where schemaname = 'public'
  union all
  select 'function ' || oid::regprocedure, pg_get_functiondef(oid)
  from pg_proc where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')
  union all
  select 'trigger ' || tgname || ' on ' || tgrelid::regclass, pg_get_triggerdef(oid) || ' ' || tgenabled::text
  from pg_trigger join (select oid as owner from pg_class where relnamespace = 'public'::regnamespace) t on owner = tgrelid
  where not tgisinternal
  union all
  select 'view ' || relname, pg_get_viewdef(oid)
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
  union all
  select 'type ' || typname, typtype::text
  from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
  union all
  select 'grants on ' || kind || ' ' || object, string_agg(grantee || ' ' || privilege, ', ' order by grantee, privilege)
  from (
    select 'table' as kind, relname::text as object, relacl as acl, relowner as owner
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
    union all
    select 'function', oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner)), proowner
    from pg_proc where pronamespace = 'public'::regnamespace
  ) granted
  cross join lateral (
    select case g.grantee when 0 then 'PUBLIC' else g.grantee::regrole::text end as grantee, g.privilege_type as privilege
    from aclexplode(acl) g where g.grantee <> owner
  ) one
  group by kind, object
  order by 1`;

/** Reads the objects of a database's schema `public`. */
export async function readDatabaseObjects(client: Client): Promise<DatabaseObjects> {
  await client.query(`set search_path = ''`);
  const { rows } = await client.query<{ name: string; definition: string }>(
    objects.replaceAll("'public'::regnamespace", "(select oid from pg_namespace where nspname = 'public')"),
  );
  await client.query('reset search_path');
  return new Map(rows.map(({ name, definition }) => [name, definition]));
}

/** How an object differs between two databases. */
export interface Difference {
  name: string;
  migrated: string | undefined;
  source: string | undefined;
}

/** Every object that is missing on one side or defined differently. */
export function differencesBetween(migrated: DatabaseObjects, sources: DatabaseObjects): Difference[] {
  const names = new Set([...sources.keys(), ...migrated.keys()]);
  return [...names]
    .map((name) => ({ name, migrated: migrated.get(name), source: sources.get(name) }))
    .filter((difference) => difference.migrated !== difference.source);
}
