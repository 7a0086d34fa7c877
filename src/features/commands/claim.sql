-- Command `claim`: gives an agent a session that fits it (dashboard_claimable): the oldest that waits, else the oldest active
-- one that nobody has. Sessions that another transaction has locked are skipped; if all that fit are locked, it waits for the
-- first. Returns {code, session?, …}.
CREATE OR REPLACE FUNCTION public.dashboard_claim(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	by_agent uuid := input->>'agent_id';
	by_itself boolean := context->>'own_only';
	agent public.support_agents;
	load integer;
	s public.chat_sessions;
	at timestamptz;
	passed_over uuid[] := '{}';
	may_wait boolean := false;
BEGIN
	agent := public.dashboard_lock_agent(by_agent, context);
	IF agent.availability <> 'online' THEN
		RETURN jsonb_build_object('code', 'agent_unavailable', 'availability', agent.availability);
	END IF;
	IF agent.agent_id IS NULL AND NOT public.dashboard_works_unregistered(by_agent, context) THEN
		RETURN jsonb_build_object('code', 'agent_not_registered');
	END IF;
	at := clock_timestamp();
	load := public.dashboard_load(by_agent, at);
	-- Checked before any session is locked, since other claims skip locked sessions. Offers count as places; the agent can
	-- still accept them.
	IF load >= agent.max_sessions THEN
		RETURN jsonb_build_object('code', 'agent_at_capacity', 'load', load, 'max_sessions', agent.max_sessions);
	END IF;
	LOOP
		s := NULL;
		IF may_wait THEN
			SELECT * INTO s FROM public.chat_sessions
			WHERE id = (
				SELECT c.id FROM public.dashboard_claimable(by_agent, by_itself, at) c
				WHERE c.id <> ALL (passed_over) ORDER BY c.status = 'active', c.queued_at, c.id LIMIT 1
			) FOR NO KEY UPDATE;
		ELSE
			SELECT * INTO s FROM public.chat_sessions
			WHERE id IN (
				SELECT c.id FROM public.dashboard_claimable(by_agent, by_itself, at) c WHERE c.id <> ALL (passed_over)
			) ORDER BY status = 'active', queued_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
		END IF;
		at := clock_timestamp();
		IF s.id IS NULL THEN
			-- The session waited for has left the queue. Others may fit.
			IF may_wait AND NOT EXISTS (
				SELECT FROM public.dashboard_claimable(by_agent, by_itself, at) c WHERE c.id <> ALL (passed_over)
			) THEN
				RETURN jsonb_build_object('code', 'queue_empty');
			END IF;
			may_wait := true;
			CONTINUE;
		END IF;
		-- Checked again under the lock: the transaction that held it may have assigned or offered the session.
		EXIT WHEN EXISTS (SELECT FROM public.dashboard_claimable(by_agent, by_itself, at) c WHERE c.id = s.id);
		passed_over := passed_over || s.id;
	END LOOP;
	s := public.dashboard_hand_over(s, by_agent, NULL, at);
	PERFORM public.dashboard_audit('claim', s, NULL, NULL, context, at);
	RETURN jsonb_build_object('code', 'done', 'session', public.dashboard_session_state(s));
END
$$;
