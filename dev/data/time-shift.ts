import type { Client } from 'pg';

/** How far to move the times of a file: an interval that PostgreSQL reads back to the microsecond. */
export interface TimeShift {
  interval: string;
  /** Whether it was taken from sessions of the file that already exist. */
  isAsBefore: boolean;
}

export const noShift: TimeShift = { interval: '0', isAsBefore: false };

/**
 * Finds one offset for all times of the staged file, which makes its newest message now by the database's
 * clock (or its newest session, if the file has no messages).
 *
 * If some sessions of the file already exist, the offset is the one that they were moved by, so that the rest
 * fits them. If they disagree because a session was changed since, the most common offset is used.
 *
 * The session time zone must be UTC: in other zones a day in an interval may have 23 hours.
 */
export async function findTimeShift(client: Client): Promise<TimeShift> {
  const before = await client.query<{ moved: string }>(
    `select (c.created_at - s.created_at)::text as moved
     from import_sessions s join chat_sessions c on c.id = s.id
     group by c.created_at - s.created_at
     order by count(*) desc, min(s.line) limit 1`,
  );
  const moved = before.rows[0]?.moved;
  if (moved !== undefined) return { interval: moved, isAsBefore: true };

  const fresh = await client.query<{ moved: string | null }>(
    `select (clock_timestamp() - coalesce(
       (select max(created_at) from import_messages),
       (select max(created_at) from import_sessions)
     ))::text as moved`,
  );
  return { interval: fresh.rows[0]?.moved ?? noShift.interval, isAsBefore: false };
}
