import { sql } from 'drizzle-orm';
import { chatSessions as s } from '../../db/schema.ts';

/**
 * Microseconds from a session's creation to its first response, never below 0; null where nobody has answered:
 * an unanswered session counts nowhere (and `greatest(0, null)` would be 0, hence the case).
 */
export const responseMicroseconds = sql`case when ${s.firstResponseAt} is not null
  then greatest(0, (extract(epoch from ${s.firstResponseAt} - ${s.createdAt}) * 1000000)::bigint) end`;
