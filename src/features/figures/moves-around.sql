-- When the clocks move in and around a window: as far around as its edges may lie, and days further.
CREATE OR REPLACE FUNCTION public.dashboard_moves_around(granularity text, zone text, since timestamptz, until timestamptz)
RETURNS timestamptz[] LANGUAGE sql STABLE
AS $$
	SELECT CASE WHEN zone IN ('UTC', 'GMT') THEN '{}'::timestamptz[] ELSE public.dashboard_clock_moves(zone,
	since - 3 * ('1 ' || granularity)::interval - interval '72 hours',
	until + 3 * ('1 ' || granularity)::interval + interval '72 hours') END
$$;
