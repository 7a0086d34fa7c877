CREATE OR REPLACE FUNCTION public.dashboard_utc_offset(instant timestamptz, zone text) RETURNS interval
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT (instant AT TIME ZONE zone) - (instant AT TIME ZONE 'UTC')
$$;
