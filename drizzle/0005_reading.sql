-- Reading, quicker (docs/rollups.md): a function an endpoint, planned once a connection, whose pieces are found by
-- arithmetic. dashboard_cover, dashboard_session_sums, dashboard_message_sums, dashboard_calendar and dashboard_…_totals
-- serve the Worker of the version before.


-- ---------------------------------------------------------------------------------------------------------
-- Covering. A stretch without marks is covered by the coarsest rollups that lie in it; of every grain there are at
-- most two ranges of them, before and after what is coarser. What is left at the ends is read raw (grain 0).
-- ---------------------------------------------------------------------------------------------------------
-- With coarsest 0 all of it is raw. Without SET and with nothing VOLATILE, so that it becomes part of its caller's plan.
CREATE FUNCTION "dashboard_pieces"(since timestamptz, until timestamptz, coarsest integer)
RETURNS TABLE (grain_minutes integer, piece_since timestamptz, piece_until timestamptz)
LANGUAGE sql STABLE ROWS 10 AS $$
	SELECT piece.grain, piece.begins, piece.ends
	FROM (
		SELECT
			CASE WHEN coarsest >= 5 THEN date_bin('5 minutes', since + interval '5 minutes' - tick, origin)
				ELSE 'infinity' END AS first_5,
			CASE WHEN coarsest >= 5 THEN date_bin('5 minutes', until, origin) ELSE '-infinity' END AS last_5,
			CASE WHEN coarsest >= 15 THEN date_bin('15 minutes', since + interval '15 minutes' - tick, origin)
				ELSE 'infinity' END AS first_15,
			CASE WHEN coarsest >= 15 THEN date_bin('15 minutes', until, origin) ELSE '-infinity' END AS last_15,
			CASE WHEN coarsest >= 60 THEN date_bin('1 hour', since + interval '1 hour' - tick, origin)
				ELSE 'infinity' END AS first_60,
			CASE WHEN coarsest >= 60 THEN date_bin('1 hour', until, origin) ELSE '-infinity' END AS last_60,
			CASE WHEN coarsest >= 360 THEN date_bin('6 hours', since + interval '6 hours' - tick, origin)
				ELSE 'infinity' END AS first_360,
			CASE WHEN coarsest >= 360 THEN date_bin('6 hours', until, origin) ELSE '-infinity' END AS last_360,
			CASE WHEN coarsest >= 1440 THEN date_bin('24 hours', since + interval '24 hours' - tick, origin)
				ELSE 'infinity' END AS first_1440,
			CASE WHEN coarsest >= 1440 THEN date_bin('24 hours', until, origin) ELSE '-infinity' END AS last_1440,
			CASE WHEN coarsest >= 10080 THEN date_bin('168 hours', since + interval '168 hours' - tick, origin)
				ELSE 'infinity' END AS first_10080,
			CASE WHEN coarsest >= 10080 THEN date_bin('168 hours', until, origin) ELSE '-infinity' END AS last_10080
		FROM (VALUES (timestamptz '2000-01-03 00:00:00+00', interval '1 microsecond')) constant (origin, tick)
		OFFSET 0
	) whole
	CROSS JOIN LATERAL (VALUES
		(10080, first_10080, last_10080),
		(1440, first_1440, least(first_10080, last_1440)),
		(1440, greatest(last_10080, least(first_10080, last_1440)), last_1440),
		(360, first_360, least(first_1440, last_360)), (360, greatest(last_1440, least(first_1440, last_360)), last_360),
		(60, first_60, least(first_360, last_60)), (60, greatest(last_360, least(first_360, last_60)), last_60),
		(15, first_15, least(first_60, last_15)), (15, greatest(last_60, least(first_60, last_15)), last_15),
		(5, first_5, least(first_15, last_5)), (5, greatest(last_15, least(first_15, last_5)), last_5),
		(0, since, least(first_5, until)), (0, greatest(last_5, least(first_5, until)), until)
	) piece (grain, begins, ends)
	WHERE piece.begins < piece.ends
$$;
--> statement-breakpoint
-- What is to be covered, for the slots 1 = [e1, e2), 2 = [e2, e3), … between edges: stretches that are either free
-- of marks or nothing but marked buckets, which are read raw (coarsest 0). A raw stretch lies in one slot; of the others
-- each rollup that fits does, so that a row's slot is width_bucket(its beginning, edges).
CREATE FUNCTION "dashboard_stretches"(of_subject text, edges timestamptz[],
	OUT since timestamptz[], OUT until timestamptz[], OUT coarsest integer[])
LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	slots integer := cardinality(edges) - 1;
	marked timestamptz[];
	cuts timestamptz[] := edges;
	grain integer := 10080;
	common integer;
BEGIN
	-- Days of UTC, and hours: one stretch for all of them, by the coarsest grain whose rows lie in one slot each.
	IF slots > 2 AND edges[slots] - edges[2] = (slots - 2) * interval '24 hours' THEN
		SELECT CASE WHEN bool_and(date_bin('24 hours', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 1440 END
		INTO common FROM unnest(edges[2 : slots]) edge;
	ELSIF slots > 100 AND edges[slots] - edges[2] <= (slots - 2) * interval '1 hour' THEN
		SELECT CASE
			WHEN bool_and(date_bin('1 hour', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 60
			WHEN bool_and(date_bin('15 minutes', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 15
			WHEN bool_and(public.dashboard_bucket(edge) = edge) THEN 5
		END INTO common FROM unnest(edges[2 : slots]) edge;
	END IF;
	IF common IS NOT NULL THEN
		grain := common;
		cuts := ARRAY[edges[1], edges[slots + 1]];
	END IF;
	SELECT array_agg(DISTINCT m.bucket) INTO marked FROM public.dashboard_marks m
	WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(edges[1]) AND m.bucket < edges[slots + 1];
	IF marked IS NULL THEN
		since := cuts[1 : cardinality(cuts) - 1];
		until := cuts[2 :];
		coarsest := array_fill(grain, ARRAY[cardinality(since)]);
		RETURN;
	END IF;
	SELECT array_agg(stretch.begins), array_agg(stretch.ends),
		array_agg(CASE WHEN m.bucket IS NULL THEN grain ELSE 0 END)
	INTO since, until, coarsest
	FROM (
		SELECT cut AS begins, lead(cut) OVER (ORDER BY cut) AS ends
		FROM (
			SELECT unnest(cuts) AS cut
			UNION
			-- Where marked buckets begin and end that stand side by side.
			SELECT greatest(bound, edges[1]) FROM (
				SELECT bucket AS bound, bucket - lag(bucket) OVER side_by_side AS apart
				FROM unnest(marked) bucket WINDOW side_by_side AS (ORDER BY bucket)
				UNION ALL
				SELECT bucket + interval '5 minutes', lead(bucket) OVER side_by_side - bucket
				FROM unnest(marked) bucket WINDOW side_by_side AS (ORDER BY bucket)
			) run
			WHERE (apart IS NULL OR apart > interval '5 minutes') AND bound < edges[slots + 1]
			UNION
			SELECT edge FROM unnest(edges) edge JOIN unnest(marked) bucket ON bucket = public.dashboard_bucket(edge)
		) cutting
	) stretch
	LEFT JOIN unnest(marked) m (bucket) ON m.bucket = public.dashboard_bucket(stretch.begins)
	WHERE stretch.ends IS NOT NULL;
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- All figures of every agent, a row a slot and agent; as before, covered by the pieces above. One agent's (only_agent)
-- are asked for by the version before alone.
-- ---------------------------------------------------------------------------------------------------------
CREATE OR REPLACE FUNCTION "dashboard_agent_sums"(boundaries timestamptz[], only_agent uuid DEFAULT NULL)
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
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Tables of figures: a row at least for every slot between edges that has something, in no order. A function for each
-- group of columns, since with many slots it is adding up that takes the time; a histogram is added up where it is
-- wanted.
-- ---------------------------------------------------------------------------------------------------------
-- Where all inner edges are an hour apart, what slots are counted from, in seconds since the epoch: of edges in their
-- hundreds arithmetic is quicker than width_bucket.
CREATE FUNCTION "dashboard_hours_from"(edges timestamptz[]) RETURNS double precision LANGUAGE sql STABLE
RETURN CASE WHEN cardinality(edges) > 100
	-- None of a calendar's hours is longer, so that none is shorter either.
	AND edges[cardinality(edges) - 1] - edges[2] = (cardinality(edges) - 3) * interval '1 hour'
	THEN date_part('epoch', edges[2]) END;
--> statement-breakpoint
CREATE FUNCTION "dashboard_slot"(instant timestamptz, edges timestamptz[], hours_from double precision) RETURNS integer
LANGUAGE sql STABLE
RETURN CASE WHEN hours_from IS NULL THEN width_bucket(instant, edges)
	-- Where a window ends with an edge, its last instant is in the last slot.
	ELSE least(floor((date_part('epoch', instant) - hours_from) / 3600)::integer + 2, cardinality(edges) - 1) END;
--> statement-breakpoint
-- Of all sessions: how many there are.
CREATE FUNCTION "dashboard_session_counts"(edges timestamptz[])
RETURNS TABLE (slot integer, sessions numeric, waiting numeric, active numeric, closed numeric, messages numeric,
	answered numeric)
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
--> statement-breakpoint
-- Of all sessions: how they were rated.
CREATE FUNCTION "dashboard_session_ratings"(edges timestamptz[])
RETURNS TABLE (slot integer, sessions numeric, rated_1 numeric, rated_2 numeric, rated_3 numeric,
	rated_4 numeric, rated_5 numeric, closed numeric, closed_rated numeric)
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
--> statement-breakpoint
-- Of all sessions: how long things took.
CREATE FUNCTION "dashboard_session_spans"(edges timestamptz[], wanted text[] DEFAULT '{}')
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
		CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_session_rollups r
			WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
		) kept
		WHERE c.grain_minutes > 0
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
--> statement-breakpoint
-- Of one agent: how many sessions there are, and how they were rated.
CREATE FUNCTION "dashboard_agent_counts"(edges timestamptz[], of_agent uuid)
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
--> statement-breakpoint
-- Of one agent: how long things took.
CREATE FUNCTION "dashboard_agent_spans"(edges timestamptz[], of_agent uuid, wanted text[] DEFAULT '{}')
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
--> statement-breakpoint
-- Of messages, by their own time.
CREATE FUNCTION "dashboard_message_counts"(edges timestamptz[])
RETURNS TABLE (slot integer, texts numeric, files numeric, images numeric, sent numeric, delivered numeric, read numeric,
	text_characters numeric)
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	hours_from double precision := public.dashboard_hours_from(edges);
	stretch record;
BEGIN
	SELECT * INTO stretch FROM public.dashboard_stretches('messages', edges);
	RETURN QUERY
	WITH cover AS MATERIALIZED (
		SELECT piece.* FROM unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
		CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
	)
	SELECT part.slot, sum(part.texts), sum(part.files), sum(part.images), sum(part.sent), sum(part.delivered),
		sum(part.read),
		sum(part.text_characters)
	FROM (
		SELECT public.dashboard_slot(kept.bucket, edges, hours_from) AS slot,
			kept.texts, kept.files, kept.images, kept.sent, kept.delivered, kept.read, kept.text_characters
		FROM cover c
		CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_message_rollups r
			WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
		) kept
		WHERE c.grain_minutes > 0
		UNION ALL
		SELECT public.dashboard_slot(c.piece_since, edges, hours_from),
			raw.texts, raw.files, raw.images, raw.sent, raw.delivered, raw.read, raw.text_characters
		FROM cover c CROSS JOIN LATERAL public.dashboard_raw_messages(c.piece_since, c.piece_until) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot;
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Windows: an answer's figures in one call, a row a window, the one asked for first and then, where it is compared, the
-- one before. Both ends of a window are in it; the one before is as long and ends without this one's first instant.
-- ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION "dashboard_window_edges"(since timestamptz, until timestamptz, compared boolean)
RETURNS timestamptz[] LANGUAGE sql STABLE
RETURN CASE
	-- In seconds: an interval with days in it would follow the clocks of the connection's time zone.
	WHEN compared THEN ARRAY[since - make_interval(secs => extract(epoch FROM until - since)::double precision),
		since, until + interval '1 microsecond']
	ELSE ARRAY[since, until + interval '1 microsecond'] END;
--> statement-breakpoint
-- Sessions by their state, their distributions, and the queue as it is now, however old its sessions are. Counts and
-- spans in one go: of all answers this is asked for most.
CREATE FUNCTION "dashboard_overview"(since timestamptz, until timestamptz, compared boolean)
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
--> statement-breakpoint
-- How sessions were rated.
CREATE FUNCTION "dashboard_satisfaction"(since timestamptz, until timestamptz, compared boolean)
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
--> statement-breakpoint
-- Messages by their own time.
CREATE FUNCTION "dashboard_message_analytics"(since timestamptz, until timestamptz, compared boolean)
RETURNS TABLE (generated_at text, "from" text, "to" text, texts numeric, files numeric, images numeric, sent numeric,
	delivered numeric, read numeric, text_characters numeric)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	edges timestamptz[] := public.dashboard_window_edges(since, until, compared);
BEGIN
	RETURN QUERY
	SELECT public.dashboard_wire(date_trunc('milliseconds', now())), public.dashboard_wire(edges[n]),
		public.dashboard_wire(CASE n WHEN cardinality(edges) - 1 THEN until ELSE since END),
		coalesce(counts.texts, 0), coalesce(counts.files, 0),
		coalesce(counts.images, 0), coalesce(counts.sent, 0), coalesce(counts.delivered, 0),
		coalesce(counts.read, 0), coalesce(counts.text_characters, 0)
	FROM generate_series(cardinality(edges) - 1, 1, -1) n
	LEFT JOIN public.dashboard_message_counts(edges) counts ON counts.slot = n
	ORDER BY n DESC;
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Calendars, quicker: the clocks of a zone are looked at closely only around the instants when they move.
-- ---------------------------------------------------------------------------------------------------------
ALTER FUNCTION "dashboard_clock_moves"(text, timestamptz, timestamptz) SET plan_cache_mode = force_generic_plan;
--> statement-breakpoint
-- The edges of a calendar, as dashboard_calendar has them (0003_distributions.sql), where it is known when the clocks move
-- from three days and three units before since to as much after until.
CREATE FUNCTION "dashboard_edges"(granularity text, zone text, since timestamptz, until timestamptz, moves timestamptz[])
RETURNS timestamptz[] LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	unit interval := ('1 ' || granularity)::interval;
	tick interval := interval '1 microsecond';
	first timestamptz;
	stretches timestamptz[];
	edges timestamptz[];
BEGIN
	IF granularity = 'hour' THEN
		first := date_trunc('hour', since, zone);
		-- Moves by full hours, at one, keep hours where they are.
		IF NOT EXISTS (
			SELECT FROM unnest(moves) move
			WHERE date_bin('1 hour', move, first) <> move OR date_trunc('hour', move, zone) <> move
		) THEN
			RETURN ARRAY(SELECT generate_series(first, until + unit - tick, unit));
		END IF;
		-- An hour begins when the clocks show it full, and when they move: that may be by half an hour
		-- (Australia/Lord_Howe) or within one (Pacific/Chatham).
		stretches := (since - interval '3 hours') || ARRAY(
			SELECT move FROM unnest(moves) move
			WHERE move > since - interval '3 hours' AND move < until + interval '3 hours' ORDER BY move
		) || (until + interval '3 hours');
		SELECT array_agg(DISTINCT edge ORDER BY edge) INTO edges
		FROM generate_series(1, cardinality(stretches) - 1) n
		CROSS JOIN LATERAL (SELECT date_trunc('hour', stretches[n], zone) AS full_hour) begins
		CROSS JOIN LATERAL (
			SELECT stretches[n] AS edge WHERE n > 1
			UNION ALL
			SELECT full_hour FROM generate_series(full_hour, stretches[n + 1] - tick, interval '1 hour') full_hour
			WHERE full_hour >= stretches[n]
		) edge;
	ELSIF cardinality(moves) = 0 THEN
		RETURN ARRAY(SELECT midnight AT TIME ZONE zone FROM generate_series(
			date_trunc(granularity, since AT TIME ZONE zone), until AT TIME ZONE zone + unit - tick, unit) midnight);
	ELSE
		-- Clocks are looked at closely around the instants when they move. Some more days than are needed: where clocks go
		-- back over midnight, the last date comes before its end.
		SELECT array_agg(DISTINCT edge ORDER BY edge) INTO edges
		FROM generate_series(date_trunc(granularity, since AT TIME ZONE zone) - unit,
			date_trunc(granularity, until AT TIME ZONE zone) + 3 * unit, unit) midnight
		CROSS JOIN LATERAL (SELECT midnight AT TIME ZONE zone AS usual) begins
		CROSS JOIN LATERAL (
			SELECT CASE WHEN EXISTS (
				SELECT FROM unnest(moves) move
				WHERE move >= usual - interval '48 hours' AND move <= usual + interval '48 hours'
			) THEN public.dashboard_day_start(midnight::date, zone) ELSE usual END AS edge
		) day;
	END IF;
	RETURN (
		SELECT array_agg(edge ORDER BY edge) FROM unnest(edges) edge
		WHERE edge >= (SELECT max(e) FROM unnest(edges) e WHERE e <= since)
			AND edge <= (SELECT min(e) FROM unnest(edges) e WHERE e >= until)
	);
END
$$;
--> statement-breakpoint
-- When the clocks move in and around a window: as far around as its edges may lie, and days further.
CREATE FUNCTION "dashboard_moves_around"(granularity text, zone text, since timestamptz, until timestamptz)
RETURNS timestamptz[] LANGUAGE sql STABLE
RETURN CASE WHEN zone IN ('UTC', 'GMT') THEN '{}'::timestamptz[] ELSE public.dashboard_clock_moves(zone,
	since - 3 * ('1 ' || granularity)::interval - interval '72 hours',
	until + 3 * ('1 ' || granularity)::interval + interval '72 hours') END;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "dashboard_calendar"(granularity text, zone text, since timestamptz, until timestamptz)
RETURNS timestamptz[] LANGUAGE sql STABLE
RETURN public.dashboard_edges(granularity, zone, since, until,
	public.dashboard_moves_around(granularity, zone, since, until));
--> statement-breakpoint
-- A window in the buckets of a calendar: the edges of whole buckets, in seconds since the epoch (the first alone, where
-- each takes an hour); how many seconds the zone's clocks are ahead of UTC, at the first edge and after each move, which
-- is given before it; and the edges as the window cuts them, for the functions above.
CREATE FUNCTION "dashboard_buckets"(granularity text, zone text, since timestamptz, until timestamptz,
	calendar_until timestamptz)
RETURNS TABLE (generated_at text, "from" text, "to" text, edges text, buckets integer, utc_offsets text,
	cut timestamptz[])
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	moves timestamptz[] := public.dashboard_moves_around(granularity, zone, since, calendar_until);
	whole timestamptz[] := public.dashboard_edges(granularity, zone, since, calendar_until, moves);
	slots integer := cardinality(whole) - 1;
	offsets text := extract(epoch FROM public.dashboard_utc_offset(whole[1], zone))::integer::text;
	move timestamptz;
BEGIN
	FOREACH move IN ARRAY moves LOOP
		IF move > whole[1] AND move <= whole[slots + 1] THEN
			offsets := concat_ws(',', offsets, extract(epoch FROM move)::bigint,
				extract(epoch FROM public.dashboard_utc_offset(move, zone))::integer);
		END IF;
	END LOOP;
	RETURN QUERY
	SELECT public.dashboard_wire(date_trunc('milliseconds', now())),
		public.dashboard_wire(since),
		public.dashboard_wire(until),
		CASE WHEN granularity = 'hour' AND whole[slots + 1] - whole[1] = slots * interval '1 hour'
			THEN date_part('epoch', whole[1])::bigint::text
			ELSE (
				SELECT string_agg(date_part('epoch', edge)::bigint::text, ',' ORDER BY n)
				FROM unnest(whole) WITH ORDINALITY list (edge, n)
			) END,
		slots,
		offsets,
		ARRAY[since] || whole[2 : slots] || (until + interval '1 microsecond');
END
$$;
