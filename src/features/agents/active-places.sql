-- Agents' active sessions, in the order of their index; of these agents alone, where they are given.
CREATE OR REPLACE FUNCTION public.dashboard_active_places(of_agents uuid[])
RETURNS TABLE(agent_id uuid, sessions bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT s.assigned_agent_id, count(*) FROM public.chat_sessions s
	WHERE s.status = 'active' AND s.assigned_agent_id IS NOT NULL
		AND (of_agents IS NULL OR s.assigned_agent_id = ANY (of_agents))
	GROUP BY s.assigned_agent_id
$$;
