-- Notes that a registered agent is there, so that its availability does not lapse. One that has lapsed stays `offline` until it
-- is said to be back. Nothing happens while another transaction has locked the agent's row, since waiting here, with a
-- session locked, could end in a deadlock.
CREATE OR REPLACE FUNCTION public.dashboard_sign_of_life(of_agent uuid, context jsonb) RETURNS void LANGUAGE sql AS $$
	UPDATE public.support_agents SET updated_at = clock_timestamp() WHERE agent_id = (
		SELECT a.agent_id FROM public.support_agents a
		WHERE a.agent_id = of_agent AND a.removed_at IS NULL
			AND public.dashboard_availability('online', a.updated_at, (context->>'lapse_minutes')::integer, clock_timestamp()) = 'online'
		FOR NO KEY UPDATE SKIP LOCKED
	)
$$;
