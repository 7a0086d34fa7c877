-- Of one agent: how many sessions there are, and how they were rated.
CREATE OR REPLACE FUNCTION public.dashboard_agent_counts(edges timestamptz[], of_agent uuid)
RETURNS TABLE (slot integer, handled numeric, sent numeric, unanswered numeric, rated numeric, rating_sum numeric)
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	hours_from double precision := public.dashboard_hours_from(edges);
	stretch record;
BEGIN
	SELECT * INTO stretch FROM public.dashboard_stretches('sessions', edges);
	RETURN QUERY
	WITH cover AS MATERIALIZED (
		SELECT piece.* FROM unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
		CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
	)
	SELECT part.slot, sum(part.handled), sum(part.sent), sum(part.unanswered), sum(part.rated), sum(part.rating_sum)
	FROM (
		SELECT public.dashboard_slot(kept.bucket, edges, hours_from) AS slot,
			kept.handled, kept.sent, kept.unanswered, kept.rated, kept.rating_sum
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
			raw.handled, raw.sent, raw.unanswered, raw.rated, raw.rating_sum
		FROM cover c CROSS JOIN LATERAL public.dashboard_raw_agents(c.piece_since, c.piece_until, of_agent) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot;
END
$$;
