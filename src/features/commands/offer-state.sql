-- An offer as answers show it.
CREATE OR REPLACE FUNCTION public.dashboard_offer_state(o public.dashboard_offers) RETURNS jsonb LANGUAGE sql STABLE
AS $$
	SELECT jsonb_build_object('offer_id', o.id, 'session_id', o.session_id, 'agent_id', o.agent_id,
	'agent_name', (SELECT name FROM public.dashboard_user_name(o.agent_id)),
	'offered_at', public.dashboard_wire(o.offered_at), 'expires_at', public.dashboard_wire(o.expires_at),
	'outcome', o.outcome)
$$;
