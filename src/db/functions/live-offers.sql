-- Offers that hold a place at an instant.
CREATE OR REPLACE FUNCTION public.dashboard_live_offers(at timestamptz) RETURNS SETOF public.dashboard_offers
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT o.* FROM public.dashboard_offers o JOIN public.chat_sessions s ON s.id = o.session_id
	WHERE o.outcome IS NULL AND o.expires_at > at AND s.status = 'waiting'
$$;
