-- As in 0007_kept_windows.sql, of these and beside them the few offers.
CREATE OR REPLACE FUNCTION public.dashboard_taken_places(at timestamptz, of_agents uuid[] DEFAULT NULL)
RETURNS TABLE(agent_id uuid, sessions bigint, load bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT agent_id, coalesce(active.sessions, 0), coalesce(active.sessions, 0) + coalesce(offered.offers, 0)
	FROM public.dashboard_active_places(of_agents) active
	FULL JOIN (
		SELECT o.agent_id, count(*) AS offers FROM public.dashboard_live_offers(at) o
		WHERE o.agent_id IS NOT NULL AND (of_agents IS NULL OR o.agent_id = ANY (of_agents))
		GROUP BY o.agent_id
	) offered USING (agent_id)
$$;
