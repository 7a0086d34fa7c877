-- Command `offer`: holds a waiting session for an agent until the offer expires, at the latest when the agent's availability
-- lapses. Returns {code, session?, offer?, …}; code is `done` or a problem code. With `force`, an open offer to another agent
-- is withdrawn.
CREATE OR REPLACE FUNCTION public.dashboard_offer(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	to_agent uuid := input->>'agent_id';
	agent public.support_agents;
	s public.chat_sessions;
	at timestamptz;
	held public.dashboard_offers;
	refusal jsonb;
BEGIN
	agent := public.dashboard_lock_agent(to_agent, context);
	s := public.dashboard_lock_session((input->>'session_id')::uuid);
	at := clock_timestamp();
	refusal := public.dashboard_precondition(s, input);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status = 'closed' THEN
		RETURN jsonb_build_object('code', 'session_closed', 'session', public.dashboard_session_state(s));
	END IF;
	IF s.status <> 'waiting' THEN
		RETURN jsonb_build_object('code', 'session_not_waiting', 'session', public.dashboard_session_state(s));
	END IF;
	-- Held for another agent, the session could not be claimed by its own.
	IF s.assigned_agent_id <> to_agent AND NOT (context->>'force')::boolean THEN
		RETURN jsonb_build_object('code', 'session_already_assigned', 'session', public.dashboard_session_state(s));
	END IF;
	SELECT * INTO held FROM public.dashboard_live_offers(at) o WHERE o.session_id = s.id;
	IF FOUND AND NOT (context->>'force')::boolean THEN
		RETURN public.dashboard_offered(held, s);
	END IF;
	refusal := public.dashboard_agent_refusal(to_agent, s, context, at);
	IF refusal IS NOT NULL THEN
		RETURN refusal || jsonb_build_object('session', public.dashboard_session_state(s));
	END IF;
	PERFORM public.dashboard_withdraw_offers(s.id, NULL, at);
	INSERT INTO public.dashboard_offers (session_id, session_event_id, agent_id, offered_by, offered_at, expires_at)
	VALUES (s.id, (SELECT coalesce(max(e.id), 0) FROM public.dashboard_session_events e WHERE e.session_id = s.id), to_agent,
		(context->>'actor_id')::uuid, at, least(at + make_interval(secs => (input->>'expires_in_seconds')::double precision),
			CASE WHEN agent.availability <> 'offline' THEN
				agent.updated_at + make_interval(mins => nullif((context->>'lapse_minutes')::integer, 0)) END))
	RETURNING * INTO held;
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s),
		'offer', public.dashboard_offer_state(held));
END
$$;
