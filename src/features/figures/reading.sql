-- The latest of a meter's readings since one instant and up to another, as a part; without figures if there is none. Simple
-- enough for the planner to put it in place of the call.
CREATE OR REPLACE FUNCTION public.dashboard_reading(of_subject public.dashboard_subject, of_agent uuid,
	of_since timestamptz, up_to timestamptz, with_distributions boolean)
RETURNS SETOF public.dashboard_parts LANGUAGE sql STABLE ROWS 1 AS $$
	SELECT of_subject, of_agent, up_to, public.dashboard_nobody()
		, r.{distribution}_count
		, CASE WHEN with_distributions THEN r.{distribution}_microseconds END
		, CASE WHEN with_distributions THEN r.{distribution}_histogram END
		, r.{count}
	FROM (SELECT) always
	LEFT JOIN LATERAL (
		SELECT * FROM public.dashboard_readings r
		WHERE r.subject = of_subject AND r.agent_id = of_agent AND r.since = of_since AND r.until <= up_to
		ORDER BY r.until DESC LIMIT 1
	) r ON true
$$;
