-- The waiting sessions that an agent can claim: for its team or for any team, asking only for skills that it has, not its
-- own, and not offered to another agent. An agent that is not registered fits every session.
CREATE OR REPLACE FUNCTION public.dashboard_claimable(by_agent uuid, at timestamptz) RETURNS SETOF public.chat_sessions
LANGUAGE sql STABLE AS $$
	SELECT c.* FROM public.chat_sessions c
	LEFT JOIN public.support_agents agent ON agent.agent_id = by_agent
	LEFT JOIN LATERAL (
		SELECT o.agent_id FROM public.dashboard_live_offers(at) o WHERE o.session_id = c.id
	) held ON true
	WHERE c.status = 'waiting' AND c.initiator_id <> by_agent
		AND (agent.agent_id IS NULL OR ((c.team IS NULL OR c.team = agent.team) AND c.skills <@ agent.skills))
		AND (held.agent_id IS NULL OR held.agent_id = by_agent)
$$;
