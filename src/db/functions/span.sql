-- The time from one instant to another, in microseconds; null if either is null. Clocks differ, so an end before its
-- beginning is 0 and still counts.
CREATE OR REPLACE FUNCTION public.dashboard_span(began timestamptz, ended timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN ended <= began THEN 0 ELSE (extract(epoch FROM ended - began) * 1000000)::bigint END
$$;
