-- The waiting sessions that an agent may claim: of its team or of none, with skills that it has, not offered to
-- another.
CREATE OR REPLACE FUNCTION public.dashboard_claimable(by_agent uuid, at timestamptz) RETURNS SETOF public.chat_sessions
LANGUAGE sql STABLE AS $$
	SELECT c.* FROM public.chat_sessions c
	LEFT JOIN public.support_agents agent ON agent.agent_id = by_agent
	LEFT JOIN LATERAL (
		SELECT o.agent_id FROM public.dashboard_offers o
		WHERE o.session_id = c.id AND o.outcome IS NULL AND o.expires_at > at
	) held ON true
	WHERE c.status = 'waiting' AND c.initiator_id <> by_agent
		AND (agent.agent_id IS NULL OR ((c.team IS NULL OR c.team = agent.team) AND c.skills <@ agent.skills))
		AND (held.agent_id IS NULL OR held.agent_id = by_agent)
$$;
