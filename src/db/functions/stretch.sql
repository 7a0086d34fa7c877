-- The beginning of the stretch of time that an instant lies in. Stretches are counted in UTC, whatever time zone the
-- connection has.
CREATE OR REPLACE FUNCTION public.dashboard_stretch(length interval, at timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT date_bin(length, at, timestamptz '2000-01-01 00:00:00+00')
$$;
