CREATE OR REPLACE FUNCTION public.dashboard_session_spans(edges timestamptz[], wanted text[] DEFAULT '{}')
RETURNS TABLE (slot integer, answered numeric, response_microseconds numeric, waits numeric, wait_microseconds numeric,
	handlings numeric, handle_microseconds numeric, response_histogram numeric, wait_histogram numeric,
	handle_histogram numeric, response_bins integer[], wait_bins integer[], handle_bins integer[])
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	hours_from double precision := public.dashboard_hours_from(edges);
	wants_responses boolean := 'response_histogram' = ANY (wanted);
	wants_waits boolean := 'wait_histogram' = ANY (wanted);
	wants_handlings boolean := 'handle_histogram' = ANY (wanted);
	stretch record;
BEGIN
	SELECT * INTO stretch FROM public.dashboard_stretches('sessions', edges);
	RETURN QUERY
	WITH cover AS MATERIALIZED (
		SELECT piece.*, piece.grain_minutes = s.alone AS is_slots
		FROM unnest(stretch.since, stretch.until, stretch.coarsest, stretch.alone) s (since, until, coarsest, alone)
		CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
	)
	SELECT public.dashboard_slot(kept.bucket, edges, hours_from) AS slot,
		kept.answered, kept.response_microseconds, kept.waits, kept.wait_microseconds, kept.handlings,
		kept.handle_microseconds,
		CASE WHEN wants_responses THEN kept.response_histogram END AS response_histogram,
		CASE WHEN wants_waits THEN kept.wait_histogram END AS wait_histogram,
		CASE WHEN wants_handlings THEN kept.handle_histogram END AS handle_histogram,
		CASE WHEN wants_responses THEN kept.response_bins END, CASE WHEN wants_waits THEN kept.wait_bins END,
		CASE WHEN wants_handlings THEN kept.handle_bins END
	FROM cover c
	CROSS JOIN LATERAL (
		SELECT * FROM public.dashboard_session_rollups r
		WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
	) kept
	WHERE c.is_slots
	UNION ALL
	SELECT part.slot, sum(part.answered), sum(part.response_microseconds), sum(part.waits), sum(part.wait_microseconds),
		sum(part.handlings), sum(part.handle_microseconds), sum(part.response_histogram),
		sum(part.wait_histogram), sum(part.handle_histogram), NULL, NULL, NULL
	FROM (
		SELECT public.dashboard_slot(kept.bucket, edges, hours_from) AS slot,
			kept.answered, kept.response_microseconds, kept.waits, kept.wait_microseconds, kept.handlings,
			kept.handle_microseconds,
			CASE WHEN wants_responses THEN kept.response_histogram END AS response_histogram,
			CASE WHEN wants_waits THEN kept.wait_histogram END AS wait_histogram,
			CASE WHEN wants_handlings THEN kept.handle_histogram END AS handle_histogram
		FROM cover c
		CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_session_rollups r
			WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
		) kept
		WHERE c.grain_minutes > 0 AND c.is_slots IS NOT TRUE
		UNION ALL
		SELECT public.dashboard_slot(c.piece_since, edges, hours_from),
			raw.answered, raw.response_microseconds, raw.waits, raw.wait_microseconds, raw.handlings,
			raw.handle_microseconds, CASE WHEN wants_responses THEN raw.response_histogram END,
			CASE WHEN wants_waits THEN raw.wait_histogram END,
			CASE WHEN wants_handlings THEN raw.handle_histogram END
		FROM cover c CROSS JOIN LATERAL public.dashboard_raw_sessions(c.piece_since, c.piece_until) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot;
END
$$;
