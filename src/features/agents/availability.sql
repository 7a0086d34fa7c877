-- An agent's availability at an instant: what it last was, but `offline` once `lapse_minutes` have passed without a sign of
-- life. 0 minutes: it never lapses.
CREATE OR REPLACE FUNCTION public.dashboard_availability(said text, last_sign_at timestamptz, lapse_minutes integer, at timestamptz)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN last_sign_at + make_interval(mins => nullif(lapse_minutes, 0)) <= at THEN 'offline' ELSE said END
$$;
