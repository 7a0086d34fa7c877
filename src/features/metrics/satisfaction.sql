-- How sessions were rated.
CREATE OR REPLACE FUNCTION public.dashboard_satisfaction(since timestamptz, until timestamptz, compared boolean)
RETURNS TABLE (generated_at text, "from" text, "to" text, rated_1 numeric, rated_2 numeric, rated_3 numeric,
	rated_4 numeric, rated_5 numeric, closed numeric, closed_rated numeric)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	edges timestamptz[] := public.dashboard_window_edges(since, until, compared);
BEGIN
	RETURN QUERY
	SELECT public.dashboard_wire(date_trunc('milliseconds', now())), public.dashboard_wire(edges[n]),
		public.dashboard_wire(CASE n WHEN cardinality(edges) - 1 THEN until ELSE since END),
		coalesce(ratings.rated_1, 0), coalesce(ratings.rated_2, 0),
		coalesce(ratings.rated_3, 0), coalesce(ratings.rated_4, 0), coalesce(ratings.rated_5, 0),
		coalesce(ratings.closed, 0), coalesce(ratings.closed_rated, 0)
	FROM generate_series(cardinality(edges) - 1, 1, -1) n
	LEFT JOIN public.dashboard_session_ratings(edges) ratings ON ratings.slot = n
	ORDER BY n DESC;
END
$$;
