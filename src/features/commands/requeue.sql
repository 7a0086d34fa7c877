-- Command `requeue`: an active session waits again, at the end of its queue. Returns {code, session?, from_agent_id?}.
CREATE OR REPLACE FUNCTION public.dashboard_requeue(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	s public.chat_sessions := public.dashboard_lock_session((input->>'session_id')::uuid);
	at timestamptz := clock_timestamp();
	refusal jsonb := public.dashboard_precondition(s, input);
	before uuid := s.assigned_agent_id;
BEGIN
	IF s.id IS NOT NULL AND (context->>'own_only')::boolean
		AND s.assigned_agent_id IS DISTINCT FROM (context->>'actor_id')::uuid THEN
		RETURN jsonb_build_object('code', 'not_session_owner');
	END IF;
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status <> 'active' THEN
		RETURN jsonb_build_object('code', 'session_not_active', 'session', public.dashboard_session_state(s));
	END IF;
	s := public.dashboard_put_back(s, s.team, at);
	PERFORM public.dashboard_audit('requeue', s, before, input->>'reason', context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s), 'from_agent_id', before);
END
$$;
