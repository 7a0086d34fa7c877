-- As in 0010_agent_lines.sql, but for windows that are kept to the minute.
CREATE OR REPLACE FUNCTION public.dashboard_agent_figures(edges timestamptz[], only_agent uuid)
RETURNS TABLE (slot integer, agent_id uuid, handled numeric, sent numeric, answered numeric,
	response_microseconds numeric, rated numeric, rating_sum numeric, unanswered numeric, waits numeric,
	wait_microseconds numeric, handlings numeric, handle_microseconds numeric, response_histogram numeric,
	wait_histogram numeric, handle_histogram numeric, response_bins integer[], wait_bins integer[],
	handle_bins integer[], line text)
LANGUAGE plpgsql STABLE ROWS 200 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	kept public.dashboard_kept_windows;
BEGIN
	SELECT w.* INTO kept FROM public.dashboard_kept_windows w
	WHERE cardinality(edges) = 2
		AND w.since BETWEEN edges[1] - interval '1 hour' AND edges[1] + interval '1 hour'
		AND w.until BETWEEN edges[2] - interval '1 hour' AND edges[2] + interval '1 hour'
	ORDER BY greatest(w.since - edges[1], edges[1] - w.since) LIMIT 1;
	IF kept.hours IS NULL AND only_agent IS NULL THEN
		RETURN QUERY SELECT s.*, NULL::integer[], NULL::integer[], NULL::integer[], NULL
		FROM public.dashboard_agent_sums(edges) s;
	ELSIF kept.hours IS NULL THEN
		RETURN QUERY
		SELECT slot, only_agent, c.handled, c.sent, s.answered, s.response_microseconds, c.rated, c.rating_sum, c.unanswered,
			s.waits, s.wait_microseconds, s.handlings, s.handle_microseconds, s.response_histogram, s.wait_histogram,
			s.handle_histogram, NULL::integer[], NULL::integer[], NULL::integer[], NULL
		FROM public.dashboard_agent_counts(edges, only_agent) c
		FULL JOIN public.dashboard_agent_spans(edges, only_agent,
			ARRAY['response_histogram', 'wait_histogram', 'handle_histogram']) s USING (slot);
	ELSE
		RETURN QUERY
		WITH cover AS MATERIALIZED (
			SELECT * FROM public.dashboard_beside_kept(kept.since, kept.until, edges[1], edges[2])
		),
		change AS MATERIALIZED (
			SELECT part.agent_id, sum(part.sign * part.handled) AS handled, sum(part.sign * part.sent) AS sent,
				sum(part.sign * part.answered) AS answered,
				sum(part.sign * part.response_microseconds) AS response_microseconds,
				sum(part.sign * part.rated) AS rated, sum(part.sign * part.rating_sum) AS rating_sum,
				sum(part.sign * part.unanswered) AS unanswered, sum(part.sign * part.waits) AS waits,
				sum(part.sign * part.wait_microseconds) AS wait_microseconds,
				sum(part.sign * part.handlings) AS handlings,
				sum(part.sign * part.handle_microseconds) AS handle_microseconds,
				sum(part.sign * part.response_histogram) AS response_histogram,
				sum(part.sign * part.wait_histogram) AS wait_histogram,
				sum(part.sign * part.handle_histogram) AS handle_histogram
			FROM (
				SELECT c.sign, r.agent_id, r.handled, r.sent, r.answered, r.response_microseconds, r.rated, r.rating_sum,
					r.unanswered, r.waits, r.wait_microseconds, r.handlings, r.handle_microseconds,
					r.response_histogram, r.wait_histogram, r.handle_histogram
				FROM cover c CROSS JOIN LATERAL (
					SELECT * FROM public.dashboard_agent_rollups r
					WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until
						AND (only_agent IS NULL OR r.agent_id = only_agent) OFFSET 0
				) r
				WHERE c.grain_minutes > 0
				UNION ALL
				SELECT c.sign, raw.*
				FROM cover c CROSS JOIN LATERAL public.dashboard_raw_agents(c.piece_since, c.piece_until, only_agent) raw
				WHERE c.grain_minutes = 0
			) part
			GROUP BY part.agent_id
		)
		SELECT 1, k.agent_id, k.handled::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric,
			NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric,
			NULL::numeric, NULL::integer[], NULL::integer[], NULL::integer[], k.line
		FROM public.dashboard_kept_agents k
		WHERE k.hours = kept.hours AND (only_agent IS NULL OR k.agent_id = only_agent)
			AND k.agent_id NOT IN (SELECT c.agent_id FROM change c)
		UNION ALL
		SELECT 1, c.agent_id, coalesce(k.handled, 0) + c.handled, coalesce(k.sent, 0) + c.sent,
			coalesce(k.answered, 0) + c.answered, coalesce(k.response_microseconds, 0) + c.response_microseconds,
			coalesce(k.rated, 0) + c.rated, coalesce(k.rating_sum, 0) + c.rating_sum,
			coalesce(k.unanswered, 0) + c.unanswered, coalesce(k.waits, 0) + c.waits,
			coalesce(k.wait_microseconds, 0) + c.wait_microseconds, coalesce(k.handlings, 0) + c.handlings,
			coalesce(k.handle_microseconds, 0) + c.handle_microseconds,
			CASE WHEN (c.response_histogram, c.answered) <> (0, 0)
				THEN coalesce(k.response_histogram, 0) + c.response_histogram END,
			CASE WHEN (c.wait_histogram, c.waits) <> (0, 0) THEN coalesce(k.wait_histogram, 0) + c.wait_histogram END,
			CASE WHEN (c.handle_histogram, c.handlings) <> (0, 0)
				THEN coalesce(k.handle_histogram, 0) + c.handle_histogram END,
			k.response_bins, k.wait_bins, k.handle_bins, NULL
		FROM change c LEFT JOIN public.dashboard_kept_agents k ON k.hours = kept.hours AND k.agent_id = c.agent_id;
	END IF;
END
$$;
