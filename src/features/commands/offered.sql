-- The refusal `session_offered`: which agent holds the session, and until when.
CREATE OR REPLACE FUNCTION public.dashboard_offered(o public.dashboard_offers, s public.chat_sessions) RETURNS jsonb LANGUAGE sql STABLE
AS $$
	SELECT jsonb_build_object('code', 'session_offered', 'session', public.dashboard_session_state(s),
	'offered_to', o.agent_id, 'offered_to_name', (SELECT name FROM public.dashboard_user_name(o.agent_id)),
	'expires_at', public.dashboard_wire(o.expires_at))
$$;
