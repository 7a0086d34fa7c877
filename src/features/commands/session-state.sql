-- A session as answers and refusals show it.
CREATE OR REPLACE FUNCTION public.dashboard_session_state(s public.chat_sessions) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT jsonb_build_object('session_id', s.id, 'status', s.status, 'assigned_agent_id', s.assigned_agent_id,
	'assigned_agent_name', (SELECT name FROM public.dashboard_user_name(s.assigned_agent_id)),
	'started_at', public.dashboard_wire(s.started_at), 'version', s.version)
$$;
