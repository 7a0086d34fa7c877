-- Registers an agent. Returns its row, or null if another transaction has registered it meanwhile. An agent that was deleted
-- gets its row back, with a higher version than it ever had.
CREATE OR REPLACE FUNCTION public.dashboard_register_agent(a public.support_agents, at timestamptz) RETURNS public.support_agents
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.support_agents AS kept
		(agent_id, display_name, team, skills, availability, max_sessions, created_at, updated_at)
	VALUES (a.agent_id, a.display_name, a.team, a.skills, a.availability, a.max_sessions, at, at)
	ON CONFLICT (agent_id) DO UPDATE SET display_name = excluded.display_name, team = excluded.team,
		skills = excluded.skills, availability = excluded.availability, max_sessions = excluded.max_sessions,
		created_at = at, updated_at = at, removed_at = NULL, version = kept.version + 1
	WHERE kept.removed_at IS NOT NULL
	RETURNING * INTO a;
	RETURN a;
END
$$;
