-- Command `transfer`: hands an active session to another agent, or puts it into the queue of a team (null: of any agent). A
-- waiting session goes to the team's queue with the wait that it has. Returns {code, session?, from_agent_id?, …}; code is
-- `done`, `unchanged` (it waits there already) or a problem code.
CREATE OR REPLACE FUNCTION public.dashboard_transfer(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	to_agent uuid := input->>'to_agent_id';
	for_team text := public.dashboard_named(input->>'to_team');
	s public.chat_sessions;
	at timestamptz;
	refusal jsonb;
	before uuid;
	state jsonb;
BEGIN
	IF to_agent IS NOT NULL THEN
		PERFORM public.dashboard_lock_agent(to_agent, context);
	END IF;
	s := public.dashboard_lock_session((input->>'session_id')::uuid);
	at := clock_timestamp();
	state := public.dashboard_session_state(s);
	IF s.id IS NOT NULL AND (context->>'own_only')::boolean
		AND s.assigned_agent_id IS DISTINCT FROM (context->>'actor_id')::uuid THEN
		RETURN jsonb_build_object('code', 'not_session_owner');
	END IF;
	refusal := public.dashboard_precondition(s, input);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	IF s.status = 'closed' OR s.status = 'waiting' AND to_agent IS NOT NULL THEN
		RETURN jsonb_build_object('code', 'session_not_active', 'session', state);
	END IF;
	before := s.assigned_agent_id;
	IF input->>'from_agent_id' IS NOT NULL AND before IS DISTINCT FROM (input->>'from_agent_id')::uuid THEN
		RETURN jsonb_build_object('code', 'owner_changed', 'session', state);
	END IF;
	IF to_agent IS NOT NULL THEN
		IF before = to_agent THEN
			RETURN jsonb_build_object('code', 'same_agent', 'session', state);
		END IF;
		refusal := public.dashboard_agent_refusal(to_agent, s, context, at);
		IF refusal IS NOT NULL THEN
			RETURN refusal || jsonb_build_object('session', state);
		END IF;
		s := public.dashboard_hand_over(s, to_agent, coalesce(before, '00000000-0000-0000-0000-000000000000'), at);
	ELSE
		refusal := CASE WHEN NOT (context->>'force')::boolean THEN public.dashboard_team_refusal(for_team) END;
		IF refusal IS NOT NULL THEN
			RETURN refusal || jsonb_build_object('session', state);
		END IF;
		IF s.status = 'active' THEN
			s := public.dashboard_put_back(s, for_team, at);
		ELSIF s.team IS NOT DISTINCT FROM for_team AND before IS NULL THEN
			RETURN jsonb_build_object('code', 'unchanged', 'session', state);
		ELSE
			PERFORM public.dashboard_withdraw_offers(s.id, NULL, at);
			UPDATE public.chat_sessions SET team = for_team, assigned_agent_id = NULL, last_activity_at = at
			WHERE id = s.id RETURNING * INTO s;
		END IF;
	END IF;
	PERFORM public.dashboard_audit('transfer', s, before, input->>'reason', context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s), 'from_agent_id', before);
END
$$;
