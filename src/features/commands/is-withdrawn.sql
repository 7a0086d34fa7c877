-- Whether an offer without an outcome ended because its session left the queue before the offer expired, even if the session
-- waits again. Derived from the session's events, so that no trigger has to write into offers.
CREATE OR REPLACE FUNCTION public.dashboard_is_withdrawn(o public.dashboard_offers) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT EXISTS (
		SELECT FROM public.dashboard_session_events e
		WHERE e.session_id = o.session_id AND e.id > o.session_event_id AND e.status IS DISTINCT FROM 'waiting'
			AND e.happened_at < o.expires_at
	)
$$;
