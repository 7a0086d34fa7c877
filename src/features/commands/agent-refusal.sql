-- Why an agent can't get a session, as a problem code with what belongs to it; null where it can. Its row is
-- locked by the caller.
CREATE OR REPLACE FUNCTION public.dashboard_agent_refusal(of_agent uuid, s public.chat_sessions, context jsonb, at timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	agent public.support_agents;
	load integer;
BEGIN
	IF s.initiator_id = of_agent THEN
		RETURN jsonb_build_object('code', 'agent_is_customer');
	END IF;
	-- Locked already, unless it was registered a moment ago.
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
	-- An offer of this very session has held the place since.
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
