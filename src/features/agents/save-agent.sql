-- Command `save_agent`: registers an agent, or replaces what is registered. Returns {code, agent, created}.
CREATE OR REPLACE FUNCTION public.dashboard_save_agent(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	a public.support_agents;
	at timestamptz := clock_timestamp();
BEGIN
	INSERT INTO public.support_agents AS kept
		(agent_id, display_name, team, skills, availability, max_sessions, created_at, updated_at)
	VALUES ((input->>'agent_id')::uuid, input->>'display_name', input->>'team',
		ARRAY(SELECT DISTINCT skill COLLATE "C" FROM jsonb_array_elements_text(input->'skills') skill ORDER BY 1),
		input->>'availability', (input->>'max_sessions')::integer, at, at)
	ON CONFLICT (agent_id) DO UPDATE SET display_name = excluded.display_name, team = excluded.team,
		skills = excluded.skills, availability = excluded.availability, max_sessions = excluded.max_sessions,
		updated_at = at
	RETURNING * INTO a;
	RETURN jsonb_build_object('code', 'done', 'created', a.created_at = at, 'agent', public.dashboard_agent_state(a, at));
END
$$;
