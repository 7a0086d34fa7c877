-- The sessions that an agent can claim: those that wait, and active ones that nobody has. They are for its team or for any
-- team, ask only for skills that it has, are not its own, not assigned by the chat application to another agent, and not
-- offered to another. An agent that is not registered has no limits, but where it claims by itself, it gets a team's session
-- only if that was offered to it.
CREATE OR REPLACE FUNCTION public.dashboard_claimable(by_agent uuid, by_itself boolean, at timestamptz) RETURNS SETOF public.chat_sessions
LANGUAGE sql STABLE AS $$
	SELECT c.* FROM public.chat_sessions c
	LEFT JOIN public.support_agents agent ON agent.agent_id = by_agent
	LEFT JOIN LATERAL (
		SELECT o.agent_id FROM public.dashboard_live_offers(at) o WHERE o.session_id = c.id
	) held ON true
	WHERE (c.status = 'waiting' AND coalesce(c.assigned_agent_id, by_agent) = by_agent
			OR c.status = 'active' AND c.assigned_agent_id IS NULL)
		AND c.initiator_id <> by_agent
		AND CASE WHEN agent.agent_id IS NULL THEN c.team IS NULL OR NOT by_itself OR held.agent_id = by_agent
			ELSE (c.team IS NULL OR c.team = agent.team) AND c.skills <@ agent.skills END
		AND (held.agent_id IS NULL OR held.agent_id = by_agent)
$$;
