import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';

/** The name of the user with this id; null if nobody wrote one (src/db/functions/user-name.sql). */
export const userName = (id: SQLWrapper): SQL => sql`(select name from dashboard_user_name(${id}))`;
