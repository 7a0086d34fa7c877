-- A registered agent as answers show it, with its load and free places at an instant. Its availability is taken as it is.
CREATE OR REPLACE FUNCTION public.dashboard_agent_state(a public.support_agents, at timestamptz) RETURNS jsonb LANGUAGE sql STABLE
AS $$
	SELECT jsonb_build_object('agent_id', a.agent_id, 'display_name', a.display_name, 'team', a.team, 'skills', a.skills,
	'availability', a.availability, 'max_sessions', a.max_sessions,
	'load', public.dashboard_load(a.agent_id, at),
	'free', greatest(0, a.max_sessions - public.dashboard_load(a.agent_id, at)),
	'updated_at', public.dashboard_wire(a.updated_at), 'version', a.version)
$$;
