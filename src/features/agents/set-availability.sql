-- Command `set_availability`: sets a registered agent's availability. Returns {code, agent?}.
CREATE OR REPLACE FUNCTION public.dashboard_set_availability(input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	a public.support_agents;
	at timestamptz := clock_timestamp();
BEGIN
	UPDATE public.support_agents SET availability = input->>'availability', updated_at = at
	WHERE agent_id = (input->>'agent_id')::uuid RETURNING * INTO a;
	IF a.agent_id IS NULL THEN
		RETURN jsonb_build_object('code', 'agent_not_found');
	END IF;
	RETURN jsonb_build_object('code', 'done', 'agent', public.dashboard_agent_state(a, at));
END
$$;
