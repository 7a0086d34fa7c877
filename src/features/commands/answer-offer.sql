-- Command `accept`, `decline` or `withdraw` (`action`): an agent's answer to an offer, or its end by the caller who made it or
-- an admin. Returns {code, session?, offer?, …}; code is `done`, `unchanged` or a problem code.
CREATE OR REPLACE FUNCTION public.dashboard_answer_offer(action text, input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	o public.dashboard_offers;
	s public.chat_sessions;
	at timestamptz;
	refusal jsonb;
	wanted text := CASE action WHEN 'accept' THEN 'accepted' WHEN 'decline' THEN 'declined' ELSE 'withdrawn' END;
BEGIN
	-- An offer's agent never changes, so it can be read before the locks on the agent and the session are taken.
	SELECT * INTO o FROM public.dashboard_offers
	WHERE id = (input->>'offer_id')::uuid AND session_id = (input->>'session_id')::uuid;
	IF o.id IS NULL OR ((context->>'own_only')::boolean AND o.agent_id <> (context->>'actor_id')::uuid) THEN
		RETURN jsonb_build_object('code', 'offer_not_found');
	END IF;
	IF action = 'withdraw' AND context->>'actor_role' <> 'admin' AND o.offered_by IS DISTINCT FROM (context->>'actor_id')::uuid THEN
		RETURN jsonb_build_object('code', 'not_offer_maker');
	END IF;
	PERFORM public.dashboard_lock_agent(o.agent_id, context);
	s := public.dashboard_lock_session(o.session_id);
	at := clock_timestamp();
	refusal := public.dashboard_precondition(s, input);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	SELECT * INTO o FROM public.dashboard_offers WHERE id = o.id;
	IF o.id IS NULL THEN
		RETURN jsonb_build_object('code', 'offer_not_found');
	END IF;
	-- An offer whose session has left the queue is withdrawn, though nothing has written that down.
	IF o.outcome IS NULL AND o.expires_at > at AND (s.status <> 'waiting' OR public.dashboard_is_withdrawn(o)) THEN
		o.outcome := 'withdrawn';
	END IF;
	IF o.outcome = wanted AND (wanted <> 'accepted' OR s.assigned_agent_id = o.agent_id) THEN
		RETURN jsonb_build_object('code', 'unchanged', 'session', public.dashboard_session_state(s),
			'offer', public.dashboard_offer_state(o));
	END IF;
	IF coalesce(o.outcome, 'expired') = 'expired' AND o.expires_at <= at THEN
		RETURN jsonb_build_object('code', 'offer_expired', 'session', public.dashboard_session_state(s),
			'expires_at', public.dashboard_wire(o.expires_at));
	END IF;
	IF o.outcome IS NOT NULL THEN
		RETURN jsonb_build_object('code', 'offer_not_open', 'session', public.dashboard_session_state(s),
			'offer_outcome', o.outcome);
	END IF;
	IF wanted <> 'accepted' THEN
		UPDATE public.dashboard_offers SET outcome = wanted, outcome_at = at WHERE id = o.id RETURNING * INTO o;
		RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s),
			'offer', public.dashboard_offer_state(o));
	END IF;
	refusal := public.dashboard_agent_refusal(o.agent_id, s, context, at);
	IF refusal IS NOT NULL THEN
		RETURN refusal || jsonb_build_object('session', public.dashboard_session_state(s));
	END IF;
	s := public.dashboard_hand_over(s, o.agent_id, NULL, at);
	PERFORM public.dashboard_audit('accept', s, NULL, NULL, context, at);
	SELECT * INTO o FROM public.dashboard_offers WHERE id = o.id;
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s),
		'offer', public.dashboard_offer_state(o));
END
$$;
