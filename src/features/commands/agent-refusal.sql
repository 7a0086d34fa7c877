-- Checks whether an agent can be given a session. Returns null if it can, else {code, …}: the problem code with the values
-- that the problem names. The caller holds the lock on the agent's row.
CREATE OR REPLACE FUNCTION public.dashboard_agent_refusal(of_agent uuid, s public.chat_sessions, context jsonb, at timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	agent public.support_agents;
	load integer;
	-- An open offer of this session already holds a place for the agent.
	is_offered boolean := EXISTS (
		SELECT FROM public.dashboard_live_offers(at) o WHERE o.session_id = s.id AND o.agent_id = of_agent);
BEGIN
	IF s.initiator_id = of_agent THEN
		RETURN jsonb_build_object('code', 'agent_is_customer');
	END IF;
	-- The caller has locked this row, unless the agent was registered a moment ago.
	agent := public.dashboard_lock_agent(of_agent, context);
	IF (context->>'force')::boolean THEN
		RETURN NULL;
	END IF;
	IF agent.agent_id IS NULL THEN
		IF NOT public.dashboard_works_unregistered(of_agent, context) THEN
			RETURN jsonb_build_object('code', 'agent_not_registered');
		END IF;
		-- It is in no team. Others may give it a team's session; it cannot take one itself, which would let it read the chat.
		IF s.team IS NOT NULL AND NOT is_offered AND (context->>'own_only')::boolean
			AND of_agent = (context->>'actor_id')::uuid THEN
			RETURN jsonb_build_object('code', 'agent_not_in_team', 'team', s.team);
		END IF;
		RETURN NULL;
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
	load := public.dashboard_load(of_agent, at);
	IF load >= agent.max_sessions AND NOT is_offered THEN
		RETURN jsonb_build_object('code', 'agent_at_capacity', 'load', load, 'max_sessions', agent.max_sessions);
	END IF;
	RETURN NULL;
END
$$;
