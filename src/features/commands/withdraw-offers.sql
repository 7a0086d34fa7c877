-- Withdraws the open offers of a session, or those made to an agent. The other one is null.
CREATE OR REPLACE FUNCTION public.dashboard_withdraw_offers(of_session uuid, of_agent uuid, at timestamptz) RETURNS void LANGUAGE sql AS $$
	UPDATE public.dashboard_offers SET outcome = 'withdrawn', outcome_at = at
	WHERE (session_id = of_session OR agent_id = of_agent) AND outcome IS NULL AND expires_at > at
$$;
