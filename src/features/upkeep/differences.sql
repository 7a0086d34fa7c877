-- What is kept wrong, of one stretch of time; no row if all is right. Changes that have not been folded yet are not looked
-- at.
--
--   what = 'event'    a session whose latest event is not what its row says: dashboard_adopt_rows() mends it
--   what = 'part'     a part that differs from the raw rows (is_kept tells which of both it is): append its session, or its
--                     minute `at`, to dashboard_changes
--   what = 'reading'  a reading that does not grow by its parts: dashboard_rebuild_readings()
CREATE OR REPLACE FUNCTION public.dashboard_differences(since timestamptz, until timestamptz)
RETURNS TABLE (what text, subject public.dashboard_subject, agent_id uuid, at timestamptz, session_id uuid, is_kept boolean)
LANGUAGE sql STABLE ROWS 1000 SET jit = off AS $$
	WITH parts AS MATERIALIZED (
		SELECT p AS part FROM public.dashboard_parts p
		WHERE p.subject IN ('everybody', 'messages') AND p.agent_id = public.dashboard_nobody()
			AND p.at >= dashboard_differences.since AND p.at < dashboard_differences.until
		UNION ALL
		SELECT p FROM public.dashboard_parts p
		WHERE p.subject = 'agents' AND p.at >= dashboard_differences.since AND p.at < dashboard_differences.until
	),
	folded AS MATERIALIZED (
		SELECT
			ARRAY(
				(SELECT s.id FROM public.chat_sessions s
					WHERE s.created_at >= dashboard_differences.since AND s.created_at < dashboard_differences.until
				UNION
				SELECT (p.part).session_id FROM parts p WHERE (p.part).subject <> 'messages')
				EXCEPT SELECT c.session_id FROM public.dashboard_changes c) AS sessions,
			ARRAY(
				(SELECT public.dashboard_stretch(interval '1 minute', m.created_at) FROM public.chat_messages m
					WHERE m.created_at >= dashboard_differences.since AND m.created_at < dashboard_differences.until
				UNION
				SELECT (p.part).at FROM parts p WHERE (p.part).subject = 'messages')
				EXCEPT SELECT c.minute FROM public.dashboard_changes c) AS minutes
	),
	kept AS MATERIALIZED (
		SELECT p AS part FROM folded f JOIN public.dashboard_parts p ON p.session_id = ANY (f.sessions) AND p.subject <> 'messages'
		UNION ALL
		SELECT p FROM folded f JOIN public.dashboard_parts p ON p.subject = 'messages' AND p.at = ANY (f.minutes)
	),
	made AS MATERIALIZED (
		SELECT p AS part FROM folded f CROSS JOIN LATERAL public.dashboard_session_parts(f.sessions) p
		UNION ALL
		SELECT p FROM folded f CROSS JOIN LATERAL public.dashboard_message_parts(f.minutes) p
	),
	-- What parts come to between two readings, and what the readings say.
	total AS (
		SELECT (p.part).subject, (p.part).agent_id, kind.since, public.dashboard_stretch(kind.every, (p.part).at) + kind.every AS until
			, sum((p.part).{count}) AS {count}
			, sum((p.part).{distribution}_count) AS {distribution}_count
			, sum((p.part).{distribution}_microseconds) AS {distribution}_microseconds
			, sum((p.part).{distribution}_histogram) AS {distribution}_histogram
		FROM parts p
		CROSS JOIN LATERAL public.dashboard_reading_kinds((p.part).subject, (p.part).at) kind
		GROUP BY 1, 2, 3, 4
	),
	step AS (
		SELECT r.subject, r.agent_id, r.since, r.until
			, r.{count} - coalesce(b.{count}, 0) AS {count}
			, r.{distribution}_count - coalesce(b.{distribution}_count, 0) AS {distribution}_count
			, r.{distribution}_microseconds - coalesce(b.{distribution}_microseconds, 0) AS {distribution}_microseconds
			, r.{distribution}_histogram - coalesce(b.{distribution}_histogram, 0) AS {distribution}_histogram
		FROM public.dashboard_readings r
		CROSS JOIN LATERAL public.dashboard_reading(r.subject, r.agent_id, r.since, r.until - interval '1 microsecond', true) b
		WHERE r.until > dashboard_differences.since AND r.until <= dashboard_differences.until
	)
	SELECT 'event', 'everybody', public.dashboard_nobody(), s.created_at, s.id, false
	FROM public.chat_sessions s
	LEFT JOIN LATERAL (
		SELECT * FROM public.dashboard_session_events e WHERE e.session_id = s.id ORDER BY e.id DESC LIMIT 1
	) e ON true
	WHERE s.created_at >= dashboard_differences.since AND s.created_at < dashboard_differences.until
		AND (s.status, s.assigned_agent_id, s.team, s.created_at, s.queued_at, s.started_at, s.closed_at, s.rating)
		IS DISTINCT FROM
		(e.status, e.assigned_agent_id, e.team, e.created_at, e.queued_at, e.started_at, e.closed_at, e.rating)
	UNION ALL
	SELECT 'part', (d.part).subject, (d.part).agent_id, (d.part).at, (d.part).session_id, d.is_kept
	FROM (
		(SELECT k.part, true AS is_kept FROM kept k EXCEPT SELECT m.part, true FROM made m)
		UNION ALL
		(SELECT m.part, false FROM made m EXCEPT SELECT k.part, false FROM kept k)
	) d
	UNION ALL
	SELECT 'reading', subject, agent_id, until, NULL, s.since IS NOT NULL
	FROM step s FULL JOIN total t USING (subject, agent_id, since, until)
	WHERE false
		OR coalesce(s.{count}, 0) <> coalesce(t.{count}, 0)
		OR coalesce(s.{distribution}_count, 0) <> coalesce(t.{distribution}_count, 0)
		OR coalesce(s.{distribution}_microseconds, 0) <> coalesce(t.{distribution}_microseconds, 0)
		OR coalesce(s.{distribution}_histogram, 0) <> coalesce(t.{distribution}_histogram, 0)
$$;
