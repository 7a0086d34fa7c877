-- The parts of sessions from one instant up to another, as they are now: the kept ones, and in place of those of sessions
-- that changed since they were folded, theirs from the raw rows. Lists show the sessions that a figure counts with it.
-- `of_agent` null: everybody's. Without SET clauses, so that PostgreSQL puts it in place of the call and applies the
-- caller's condition to the scan.
CREATE OR REPLACE FUNCTION public.dashboard_parts_between(since timestamptz, until timestamptz, of_subject public.dashboard_subject, of_agent uuid)
RETURNS SETOF public.dashboard_parts LANGUAGE sql STABLE ROWS 1000 AS $$
	SELECT p.* FROM public.dashboard_parts p
	WHERE p.subject = of_subject AND p.agent_id = coalesce(of_agent, public.dashboard_nobody())
		AND p.at >= since AND p.at < until
		AND p.session_id NOT IN (SELECT c.session_id FROM public.dashboard_changes c WHERE c.session_id IS NOT NULL)
	UNION ALL
	SELECT p.* FROM public.dashboard_session_parts(ARRAY(
		SELECT DISTINCT c.session_id FROM public.dashboard_changes c WHERE c.session_id IS NOT NULL)) p
	WHERE p.subject = of_subject AND p.agent_id = coalesce(of_agent, public.dashboard_nobody())
		AND p.at >= since AND p.at < until
$$;
