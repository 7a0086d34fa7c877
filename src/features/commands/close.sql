-- Command `close`: closes a waiting or active session. Returns {code, session?, from_agent_id?}; code is `done`, `unchanged`
-- (closed already) or a problem code.
CREATE OR REPLACE FUNCTION public.dashboard_close(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
	IF s.status = 'closed' THEN
		RETURN jsonb_build_object('code', 'unchanged', 'session', public.dashboard_session_state(s));
	END IF;
	PERFORM public.dashboard_withdraw_offers(s.id, NULL, at);
	UPDATE public.chat_participants SET left_at = at
	WHERE session_id = s.id AND role = 'support_agent' AND left_at IS NULL;
	UPDATE public.chat_sessions SET status = 'closed', closed_at = at, last_activity_at = at
	WHERE id = s.id RETURNING * INTO s;
	PERFORM public.dashboard_audit('close', s, before, input->>'reason', context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s), 'from_agent_id', before);
END
$$;
