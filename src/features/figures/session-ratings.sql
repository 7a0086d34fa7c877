CREATE OR REPLACE FUNCTION public.dashboard_session_ratings(edges timestamptz[], places integer[] DEFAULT NULL,
	is_free boolean DEFAULT false)
RETURNS TABLE (slot integer, sessions numeric, rated_1 numeric, rated_2 numeric, rated_3 numeric,
	rated_4 numeric, rated_5 numeric, closed numeric, closed_rated numeric)
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	hours_from double precision := public.dashboard_hours_from(edges);
	begins timestamptz[];
	ends timestamptz[];
	coarsest integer[];
BEGIN
	IF is_free THEN
		begins := edges[1 : cardinality(edges) - 1];
		ends := edges[2 :];
		coarsest := array_fill(10080, ARRAY[cardinality(begins)]);
	ELSE
		SELECT s.since, s.until, s.coarsest INTO begins, ends, coarsest
		FROM public.dashboard_stretches('sessions', edges, by_hours => true) s;
	END IF;
	RETURN QUERY
	WITH cover AS MATERIALIZED (
		SELECT piece.* FROM unnest(begins, ends, coarsest) s (since, until, coarsest)
		CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
		WHERE places IS NULL OR EXISTS (
			SELECT FROM unnest(places) WITH ORDINALITY asked (place, n)
			WHERE asked.place IS NOT NULL AND edges[n] < s.until AND edges[n + 1] > s.since
		)
	)
	SELECT part.slot, sum(part.sessions), sum(part.rated_1), sum(part.rated_2), sum(part.rated_3),
		sum(part.rated_4), sum(part.rated_5), sum(part.closed), sum(part.closed_rated)
	FROM (
		SELECT public.dashboard_slot(kept.bucket, edges, hours_from) AS slot,
			kept.sessions, kept.rated_1, kept.rated_2, kept.rated_3, kept.rated_4, kept.rated_5, kept.closed,
			kept.closed_rated
		FROM cover c
		CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_session_rollups r
			WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
		) kept
		WHERE c.grain_minutes > 0
		UNION ALL
		SELECT public.dashboard_slot(c.piece_since, edges, hours_from),
			raw.sessions, raw.rated_1, raw.rated_2, raw.rated_3, raw.rated_4, raw.rated_5, raw.closed, raw.closed_rated
		FROM cover c CROSS JOIN LATERAL public.dashboard_raw_sessions(c.piece_since, c.piece_until) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot;
END
$$;
