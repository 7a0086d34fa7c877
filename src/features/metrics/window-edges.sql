-- Windows: an answer's figures in one call, a row a window, the one asked for first and then, where it is compared, the
-- one before. Both ends of a window are in it; the one before is as long and ends without this one's first instant.
CREATE OR REPLACE FUNCTION public.dashboard_window_edges(since timestamptz, until timestamptz, compared boolean)
RETURNS timestamptz[] LANGUAGE sql STABLE
AS $$
	SELECT CASE
	-- In seconds: an interval with days in it would follow the clocks of the connection's time zone.
	WHEN compared THEN ARRAY[since - make_interval(secs => extract(epoch FROM until - since)::double precision),
		since, until + interval '1 microsecond']
	ELSE ARRAY[since, until + interval '1 microsecond'] END
$$;
