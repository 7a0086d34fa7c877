-- All figures of every agent, a row a slot and agent; as before, covered by the pieces above. One agent's (only_agent)
-- are asked for by the version before alone.
CREATE OR REPLACE FUNCTION public.dashboard_agent_sums(boundaries timestamptz[], only_agent uuid DEFAULT NULL)
RETURNS TABLE (slot integer, agent_id uuid, handled numeric, sent numeric, answered numeric,
	response_microseconds numeric, rated numeric, rating_sum numeric, unanswered numeric, waits numeric, wait_microseconds numeric,
	handlings numeric, handle_microseconds numeric, response_histogram numeric, wait_histogram numeric,
	handle_histogram numeric)
LANGUAGE plpgsql STABLE ROWS 200 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	edges timestamptz[] := boundaries;
	stretch record;
BEGIN
	SELECT * INTO stretch FROM public.dashboard_stretches('sessions', edges);
	RETURN QUERY
	WITH cover AS MATERIALIZED (
		SELECT piece.* FROM unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
		CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
	)
	SELECT part.slot, part.agent_id, sum(part.handled), sum(part.sent), sum(part.answered),
		sum(part.response_microseconds), sum(part.rated), sum(part.rating_sum), sum(part.unanswered),
		sum(part.waits), sum(part.wait_microseconds), sum(part.handlings), sum(part.handle_microseconds),
		sum(part.response_histogram), sum(part.wait_histogram), sum(part.handle_histogram)
	FROM (
		SELECT width_bucket(kept.bucket, edges) AS slot,
			kept.agent_id, kept.handled, kept.sent, kept.answered, kept.response_microseconds, kept.rated,
			kept.rating_sum, kept.unanswered, kept.waits, kept.wait_microseconds, kept.handlings,
			kept.handle_microseconds, kept.response_histogram, kept.wait_histogram, kept.handle_histogram
		FROM cover c CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_agent_rollups r
			WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until
				AND (only_agent IS NULL OR r.agent_id = only_agent) OFFSET 0
		) kept
		WHERE c.grain_minutes > 0
		UNION ALL
		SELECT width_bucket(c.piece_since, edges),
			raw.agent_id, raw.handled, raw.sent, raw.answered, raw.response_microseconds, raw.rated,
			raw.rating_sum, raw.unanswered, raw.waits, raw.wait_microseconds, raw.handlings,
			raw.handle_microseconds, raw.response_histogram, raw.wait_histogram, raw.handle_histogram
		FROM cover c CROSS JOIN LATERAL public.dashboard_raw_agents(c.piece_since, c.piece_until, only_agent) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot, part.agent_id;
END
$$;
