-- The offers that hold a place at an instant: no outcome, not expired, and the session has waited ever since.
CREATE OR REPLACE FUNCTION public.dashboard_live_offers(at timestamptz) RETURNS SETOF public.dashboard_offers
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT o.* FROM public.dashboard_offers o JOIN public.chat_sessions s ON s.id = o.session_id
	WHERE o.outcome IS NULL AND o.expires_at > at AND s.status = 'waiting' AND NOT public.dashboard_is_withdrawn(o)
$$;
