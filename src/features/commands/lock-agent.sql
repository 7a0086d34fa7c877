-- Waits for an agent's row, if it is registered, and holds it.
CREATE OR REPLACE FUNCTION public.dashboard_lock_agent(of_agent uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM public.support_agents WHERE agent_id = of_agent FOR NO KEY UPDATE;
END
$$;
