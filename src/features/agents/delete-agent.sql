-- Command `delete_agent`: the agent is no longer registered and gets no sessions. Its row stays, so that history keeps its name
-- and its responses. Its open offers are withdrawn. The sessions that it has stay with it; with `requeue`, active ones wait
-- again at the end of their queue, and waiting ones are for any agent of their queue. Returns {code, sessions?}: those
-- sessions, as they are then.
CREATE OR REPLACE FUNCTION public.dashboard_delete_agent(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	a public.support_agents := public.dashboard_lock_agent((input->>'agent_id')::uuid, context);
	at timestamptz := clock_timestamp();
	refusal jsonb := public.dashboard_agent_precondition(a, input, at);
	open_sessions uuid[];
	s public.chat_sessions;
	sessions jsonb := '[]';
BEGIN
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	UPDATE public.support_agents SET availability = 'offline', removed_at = at, version = version + 1 WHERE agent_id = a.agent_id;
	PERFORM public.dashboard_withdraw_offers(NULL, a.agent_id, at);
	open_sessions := ARRAY(
		SELECT id FROM public.chat_sessions WHERE assigned_agent_id = a.agent_id AND status <> 'closed' ORDER BY id);
	FOR i IN 1..cardinality(open_sessions) LOOP
		s := public.dashboard_lock_session(open_sessions[i]);
		-- The chat application may have closed it or given it to another agent meanwhile.
		CONTINUE WHEN s.assigned_agent_id IS DISTINCT FROM a.agent_id OR s.status = 'closed';
		IF (input->>'requeue')::boolean THEN
			IF s.status = 'active' THEN
				s := public.dashboard_put_back(s, s.team, at);
			ELSE
				UPDATE public.chat_sessions SET assigned_agent_id = NULL WHERE id = s.id RETURNING * INTO s;
			END IF;
			PERFORM public.dashboard_audit('requeue', s, a.agent_id, NULL, context, at);
			PERFORM public.dashboard_write_down('requeue', '{}', context, jsonb_build_object(
				'code', 'done', 'session', public.dashboard_session_state(s), 'from_agent_id', a.agent_id));
		END IF;
		sessions := sessions || public.dashboard_session_state(s);
	END LOOP;
	RETURN jsonb_build_object('code', 'done', 'sessions', sessions);
END
$$;
