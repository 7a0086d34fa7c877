-- The edges of a window as dashboard_figures takes them: the window itself, preceded by an equally long one if it is compared.
-- Windows include both ends, slots only their beginning, so the last edge is a microsecond after the end.
CREATE OR REPLACE FUNCTION public.dashboard_window_edges(since timestamptz, until timestamptz, compared boolean)
RETURNS timestamptz[] LANGUAGE sql STABLE
AS $$
	SELECT CASE
	-- In seconds: days in an interval would follow the clocks of the connection's time zone.
	WHEN compared THEN ARRAY[since - make_interval(secs => extract(epoch FROM until - since)::double precision),
		since, until + interval '1 microsecond']
	ELSE ARRAY[since, until + interval '1 microsecond'] END
$$;
