-- A session's last activity: what its row says, but never before its latest message that was said. Chat applications that
-- only insert messages leave the row as it is. Always one row; a set, because PostgreSQL never inlines a scalar function
-- with a subquery:
--
--   FROM public.chat_sessions s CROSS JOIN LATERAL public.dashboard_last_activity(s.id, s.last_activity_at) activity(at)
--
-- Only messages after `said` are looked for: where there are none, the index over (session_id, created_at) alone says so.
CREATE OR REPLACE FUNCTION public.dashboard_last_activity(session_id uuid, said timestamptz) RETURNS SETOF timestamptz
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS $$
	SELECT greatest(said, (
		SELECT m.created_at FROM public.chat_messages m
		WHERE m.session_id = dashboard_last_activity.session_id AND m.created_at > said
			AND public.dashboard_is_said(m.message_type, m.status)
		ORDER BY m.created_at DESC LIMIT 1
	))
$$;
