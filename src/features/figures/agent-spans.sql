-- Of one agent: how long things took.
CREATE OR REPLACE FUNCTION public.dashboard_agent_spans(edges timestamptz[], of_agent uuid, wanted text[] DEFAULT '{}')
RETURNS TABLE (slot integer, answered numeric, response_microseconds numeric, waits numeric, wait_microseconds numeric,
	handlings numeric, handle_microseconds numeric, response_histogram numeric, wait_histogram numeric,
	handle_histogram numeric)
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
		SELECT piece.* FROM unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
		CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
	)
	SELECT part.slot, sum(part.answered), sum(part.response_microseconds), sum(part.waits), sum(part.wait_microseconds),
		sum(part.handlings), sum(part.handle_microseconds), sum(part.response_histogram),
		sum(part.wait_histogram), sum(part.handle_histogram)
	FROM (
		SELECT public.dashboard_slot(kept.bucket, edges, hours_from) AS slot,
			kept.answered, kept.response_microseconds, kept.waits, kept.wait_microseconds, kept.handlings,
			kept.handle_microseconds,
			CASE WHEN wants_responses THEN kept.response_histogram END AS response_histogram,
			CASE WHEN wants_waits THEN kept.wait_histogram END AS wait_histogram,
			CASE WHEN wants_handlings THEN kept.handle_histogram END AS handle_histogram
		FROM cover c
		-- Bucket by bucket: the index has the rows of all agents side by side.
		CROSS JOIN LATERAL generate_series(c.piece_since, c.piece_until - interval '1 microsecond',
			make_interval(mins => c.grain_minutes)) own
		CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_agent_rollups r
			WHERE r.grain_minutes = c.grain_minutes AND r.bucket = own AND r.agent_id = of_agent OFFSET 0
		) kept
		WHERE c.grain_minutes > 0
		UNION ALL
		SELECT public.dashboard_slot(c.piece_since, edges, hours_from),
			raw.answered, raw.response_microseconds, raw.waits, raw.wait_microseconds, raw.handlings,
			raw.handle_microseconds, CASE WHEN wants_responses THEN raw.response_histogram END,
			CASE WHEN wants_waits THEN raw.wait_histogram END,
			CASE WHEN wants_handlings THEN raw.handle_histogram END
		FROM cover c CROSS JOIN LATERAL public.dashboard_raw_agents(c.piece_since, c.piece_until, of_agent) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot;
END
$$;
