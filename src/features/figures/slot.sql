CREATE OR REPLACE FUNCTION public.dashboard_slot(instant timestamptz, edges timestamptz[], hours_from double precision) RETURNS integer
LANGUAGE sql STABLE
AS $$
	SELECT CASE WHEN hours_from IS NULL THEN width_bucket(instant, edges)
	-- Where a window ends with an edge, its last instant is in the last slot.
	ELSE least(floor((date_part('epoch', instant) - hours_from) / 3600)::integer + 2, cardinality(edges) - 1) END
$$;
