-- Locks an agent's row until the transaction ends, so that two commands cannot take its last place, and returns it with its
-- availability as it is now. All columns are null, and nothing may be locked, if the agent is not registered.
CREATE OR REPLACE FUNCTION public.dashboard_lock_agent(of_agent uuid, context jsonb) RETURNS public.support_agents LANGUAGE plpgsql AS $$
DECLARE
	a public.support_agents;
BEGIN
	SELECT * INTO a FROM public.support_agents WHERE agent_id = of_agent FOR NO KEY UPDATE;
	IF a.removed_at IS NOT NULL THEN
		RETURN NULL;
	END IF;
	a.availability := public.dashboard_availability(a.availability, a.updated_at, (context->>'lapse_minutes')::integer,
		clock_timestamp());
	RETURN a;
END
$$;
