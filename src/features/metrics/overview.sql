-- Sessions by their state, their distributions, and the queue as it is now, however old its sessions are. Counts and
-- spans in one go: of all answers this is asked for most.
CREATE OR REPLACE FUNCTION public.dashboard_overview(since timestamptz, until timestamptz, compared boolean)
RETURNS TABLE (generated_at text, "from" text, "to" text, total_sessions numeric, active_sessions numeric,
	closed_sessions numeric, waiting_sessions numeric, total_messages numeric, answered numeric,
	response_microseconds numeric, response_histogram text, waits numeric, wait_microseconds numeric,
	wait_histogram text, handlings numeric, handle_microseconds numeric, handle_histogram text,
	waiting_now bigint, longest_wait_seconds bigint, active_now bigint)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	edges timestamptz[] := public.dashboard_window_edges(since, until, compared);
	stretch record;
BEGIN
	SELECT * INTO stretch FROM public.dashboard_stretches('sessions', edges);
	RETURN QUERY
	WITH cover AS MATERIALIZED (
		SELECT piece.* FROM unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
		CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
	),
	sums AS (
		SELECT part.slot, sum(part.sessions) AS sessions, sum(part.active) AS active, sum(part.closed) AS closed,
			sum(part.waiting) AS waiting, sum(part.messages) AS messages, sum(part.answered) AS answered,
			sum(part.response_microseconds) AS response_microseconds,
			sum(part.response_histogram) AS response_histogram, sum(part.waits) AS waits,
			sum(part.wait_microseconds) AS wait_microseconds, sum(part.wait_histogram) AS wait_histogram,
			sum(part.handlings) AS handlings, sum(part.handle_microseconds) AS handle_microseconds,
			sum(part.handle_histogram) AS handle_histogram
		FROM (
			SELECT width_bucket(kept.bucket, edges) AS slot,
				kept.sessions, kept.active, kept.closed, kept.waiting, kept.messages, kept.answered,
				kept.response_microseconds, kept.response_histogram, kept.waits, kept.wait_microseconds,
				kept.wait_histogram, kept.handlings, kept.handle_microseconds, kept.handle_histogram
			FROM cover c CROSS JOIN LATERAL (
				SELECT * FROM public.dashboard_session_rollups r
				WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
			) kept
			WHERE c.grain_minutes > 0
			UNION ALL
			SELECT width_bucket(c.piece_since, edges),
				raw.sessions, raw.active, raw.closed, raw.waiting, raw.messages, raw.answered,
				raw.response_microseconds, raw.response_histogram, raw.waits, raw.wait_microseconds,
				raw.wait_histogram, raw.handlings, raw.handle_microseconds, raw.handle_histogram
			FROM cover c CROSS JOIN LATERAL public.dashboard_raw_sessions(c.piece_since, c.piece_until) raw
			WHERE c.grain_minutes = 0
		) part
		GROUP BY part.slot
	)
	SELECT public.dashboard_wire(date_trunc('milliseconds', now())),
		public.dashboard_wire(edges[n]),
		public.dashboard_wire(CASE n WHEN cardinality(edges) - 1 THEN until ELSE since END),
		coalesce(sums.sessions, 0), coalesce(sums.active, 0), coalesce(sums.closed, 0),
		coalesce(sums.waiting, 0), coalesce(sums.messages, 0), coalesce(sums.answered, 0),
		coalesce(sums.response_microseconds, 0),
		encode(numeric_send(coalesce(sums.response_histogram, 0)), 'base64'), coalesce(sums.waits, 0),
		coalesce(sums.wait_microseconds, 0), encode(numeric_send(coalesce(sums.wait_histogram, 0)), 'base64'),
		coalesce(sums.handlings, 0), coalesce(sums.handle_microseconds, 0),
		encode(numeric_send(coalesce(sums.handle_histogram, 0)), 'base64'), waiting.*, active.*
	FROM generate_series(cardinality(edges) - 1, 1, -1) n
	LEFT JOIN sums ON sums.slot = n
	CROSS JOIN (
		SELECT count(*), CASE WHEN count(*) > 0 THEN
			floor(greatest(0, extract(epoch FROM date_trunc('milliseconds', now()) - min(s.queued_at))))::bigint END
		FROM public.chat_sessions s WHERE s.status = 'waiting'
	) waiting
	CROSS JOIN (SELECT count(*) FROM public.chat_sessions s WHERE s.status = 'active') active
	ORDER BY n DESC;
END
$$;
