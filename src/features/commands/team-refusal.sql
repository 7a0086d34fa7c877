-- Checks whether a session can wait for a team: somebody must be registered in it. Null is any agent. Returns null, or the
-- refusal with the teams that there are.
CREATE OR REPLACE FUNCTION public.dashboard_team_refusal(for_team text) RETURNS jsonb LANGUAGE sql STABLE AS $$
	SELECT jsonb_build_object('code', 'team_unknown', 'team', for_team, 'known_teams', coalesce(jsonb_agg(known.team ORDER BY known.team), '[]'))
	FROM (
		SELECT DISTINCT a.team COLLATE "C" AS team FROM public.support_agents a WHERE a.team IS NOT NULL AND a.removed_at IS NULL
	) known
	HAVING NOT coalesce(bool_or(known.team = for_team), for_team IS NULL)
$$;
