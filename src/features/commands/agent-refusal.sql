-- Checks whether an agent can be given a session. Returns null if it can, else {code, …}: the problem code with the values
-- that the problem names. The caller holds the lock on the agent's row.
CREATE OR REPLACE FUNCTION public.dashboard_agent_refusal(of_agent uuid, s public.chat_sessions, context jsonb, at timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	agent public.support_agents;
	load integer;
BEGIN
	IF s.initiator_id = of_agent THEN
		RETURN jsonb_build_object('code', 'agent_is_customer');
	END IF;
	-- The caller has locked this row, unless the agent was registered a moment ago.
	SELECT * INTO agent FROM public.support_agents a WHERE a.agent_id = of_agent FOR NO KEY UPDATE;
	IF (context->>'force')::boolean THEN
		RETURN NULL;
	END IF;
	IF agent.agent_id IS NULL THEN
		RETURN CASE WHEN (context->>'registered_only')::boolean THEN jsonb_build_object('code', 'agent_not_registered') END;
	END IF;
	IF agent.availability = 'offline' THEN
		RETURN jsonb_build_object('code', 'agent_unavailable', 'availability', agent.availability);
	END IF;
	IF s.team IS NOT NULL AND s.team IS DISTINCT FROM agent.team THEN
		RETURN jsonb_build_object('code', 'agent_not_in_team', 'team', s.team);
	END IF;
	IF NOT s.skills <@ agent.skills THEN
		RETURN jsonb_build_object('code', 'agent_lacks_skills', 'missing_skills', (
			SELECT jsonb_agg(skill ORDER BY skill) FROM unnest(s.skills) skill WHERE skill <> ALL (agent.skills)));
	END IF;
	-- An open offer of this session already holds a place for the agent.
	IF EXISTS (SELECT FROM public.dashboard_live_offers(at) o WHERE o.session_id = s.id AND o.agent_id = of_agent) THEN
		RETURN NULL;
	END IF;
	load := public.dashboard_load(of_agent, at);
	IF load >= agent.max_sessions THEN
		RETURN jsonb_build_object('code', 'agent_at_capacity', 'load', load, 'max_sessions', agent.max_sessions);
	END IF;
	RETURN NULL;
END
$$;
