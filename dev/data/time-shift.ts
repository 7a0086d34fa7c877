import type { Client } from 'pg';

/** By how much the times of a file move: an interval that PostgreSQL reads back to the microsecond. */
export interface TimeShift {
  interval: string;
  /** Whether it was taken from sessions of the file that were there before. */
  isAsBefore: boolean;
}

export const noShift: TimeShift = { interval: '0', isAsBefore: false };

/**
 * Finds the one offset for all times of the staged file that makes its newest message now, by the database's
 * clock (the newest session, in a file without a message).
 *
 * When sessions of the file are there already, the offset is the one that they were moved by, so that the
 * others land beside them; should they disagree, because somebody changed one, the most common.
 *
 * The session time zone must be UTC: elsewhere a day in an interval may have 23 hours.
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
