-- A session that was queued again after its start keeps that start: how long it waited then, nothing says.
CREATE OR REPLACE FUNCTION public.dashboard_wait(queued_at timestamptz, started_at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT public.dashboard_span(CASE WHEN started_at >= queued_at THEN queued_at END, started_at)
$$;
