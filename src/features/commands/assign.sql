-- Command `assign`: gives a waiting session, or an active one that nobody has, to an agent. An agent cannot take a waiting
-- session that the chat application has assigned to another; a router or an admin can give it to somebody else. Returns
-- {code, session?, …}; code is `done`, `unchanged` (the agent has it already) or a problem code.
CREATE OR REPLACE FUNCTION public.dashboard_assign(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	to_agent uuid := input->>'agent_id';
	s public.chat_sessions;
	at timestamptz;
	held public.dashboard_offers;
	refusal jsonb;
	before uuid;
BEGIN
	PERFORM public.dashboard_lock_agent(to_agent, context);
	s := public.dashboard_lock_session((input->>'session_id')::uuid);
	at := clock_timestamp();
	refusal := public.dashboard_precondition(s, input);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status = 'closed' THEN
		RETURN jsonb_build_object('code', 'session_closed', 'session', public.dashboard_session_state(s));
	END IF;
	IF s.status = 'active' AND s.assigned_agent_id = to_agent THEN
		RETURN jsonb_build_object('code', 'unchanged', 'session', public.dashboard_session_state(s));
	END IF;
	-- A waiting session can have an agent too, if the chat application has chosen one already.
	IF s.assigned_agent_id <> to_agent AND (s.status = 'active' OR NOT (context->>'force')::boolean) THEN
		RETURN jsonb_build_object('code', 'session_already_assigned', 'session', public.dashboard_session_state(s));
	END IF;
	refusal := public.dashboard_agent_refusal(to_agent, s, context, at);
	IF refusal IS NOT NULL THEN
		RETURN refusal || jsonb_build_object('session', public.dashboard_session_state(s));
	END IF;
	SELECT * INTO held FROM public.dashboard_live_offers(at) o WHERE o.session_id = s.id AND o.agent_id <> to_agent;
	IF FOUND AND NOT (context->>'force')::boolean THEN
		RETURN public.dashboard_offered(held, s);
	END IF;
	before := s.assigned_agent_id;
	s := public.dashboard_hand_over(s, to_agent, NULL, at);
	PERFORM public.dashboard_audit('assign', s, before, NULL, context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s));
END
$$;
