-- The latest of a meter's readings after one instant and up to another, as a part; no row if there is none. Simple enough
-- for the planner to put it in place of the call.
CREATE OR REPLACE FUNCTION public.dashboard_reading(of_since text, of_subject text, of_agent uuid, after timestamptz,
	up_to timestamptz, with_distributions boolean)
RETURNS SETOF public.dashboard_parts LANGUAGE sql STABLE ROWS 1 AS $$
	SELECT r.subject, r.agent_id, r.until, public.dashboard_nobody()
		, r.{distribution}_count
		, CASE WHEN with_distributions THEN r.{distribution}_microseconds END
		, CASE WHEN with_distributions THEN r.{distribution}_histogram END
		, r.{count}
	FROM public.dashboard_readings r
	WHERE r.since = of_since AND r.subject = of_subject AND r.agent_id = of_agent
		AND r.until > after AND r.until <= up_to
	ORDER BY r.until DESC LIMIT 1
$$;
