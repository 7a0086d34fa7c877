-- The number of an agent's places that are taken at an instant: its active sessions and its open offers.
CREATE OR REPLACE FUNCTION public.dashboard_load(of_agent uuid, at timestamptz) RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT (
		(SELECT count(*) FROM public.chat_sessions WHERE status = 'active' AND assigned_agent_id = of_agent)
		+ (SELECT count(*) FROM public.dashboard_live_offers(at) o WHERE o.agent_id = of_agent)
	)::integer
$$;
