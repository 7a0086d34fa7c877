CREATE OR REPLACE FUNCTION public.dashboard_session_counts(edges timestamptz[], places integer[] DEFAULT NULL,
	is_free boolean DEFAULT false)
RETURNS TABLE (slot integer, sessions numeric, waiting numeric, active numeric, closed numeric, messages numeric,
	answered numeric)
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
	SELECT part.slot, sum(part.sessions), sum(part.waiting), sum(part.active), sum(part.closed), sum(part.messages),
		sum(part.answered)
	FROM (
		SELECT public.dashboard_slot(kept.bucket, edges, hours_from) AS slot,
			kept.sessions, kept.waiting, kept.active, kept.closed, kept.messages, kept.answered
		FROM cover c
		CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_session_rollups r
			WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
		) kept
		WHERE c.grain_minutes > 0
		UNION ALL
		SELECT public.dashboard_slot(c.piece_since, edges, hours_from),
			raw.sessions, raw.waiting, raw.active, raw.closed, raw.messages, raw.answered
		FROM cover c CROSS JOIN LATERAL public.dashboard_raw_sessions(c.piece_since, c.piece_until) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot;
END
$$;
