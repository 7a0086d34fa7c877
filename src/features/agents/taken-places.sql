-- The taken places of agents at an instant: their active sessions, and with their open offers their load. One row per agent
-- with any; only of `of_agents`, unless that is null.
CREATE OR REPLACE FUNCTION public.dashboard_taken_places(at timestamptz, of_agents uuid[] DEFAULT NULL)
RETURNS TABLE(agent_id uuid, sessions bigint, load bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT agent_id, coalesce(active.sessions, 0), coalesce(active.sessions, 0) + coalesce(offered.offers, 0)
	FROM (
		SELECT s.assigned_agent_id AS agent_id, count(*) AS sessions FROM public.chat_sessions s
		WHERE s.status = 'active' AND s.assigned_agent_id IS NOT NULL
			AND (of_agents IS NULL OR s.assigned_agent_id = ANY (of_agents))
		GROUP BY s.assigned_agent_id
	) active
	FULL JOIN (
		SELECT o.agent_id, count(*) AS offers FROM public.dashboard_live_offers(at) o
		WHERE of_agents IS NULL OR o.agent_id = ANY (of_agents)
		GROUP BY o.agent_id
	) offered USING (agent_id)
$$;
