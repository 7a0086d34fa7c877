-- Locks an agent's row until the transaction ends, so that two commands cannot take its last place. No effect if the agent
-- is not registered.
CREATE OR REPLACE FUNCTION public.dashboard_lock_agent(of_agent uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM public.support_agents WHERE agent_id = of_agent FOR NO KEY UPDATE;
END
$$;
