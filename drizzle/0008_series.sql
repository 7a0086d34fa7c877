-- Series, quicker (docs/rollups.md). By the hour: what holds for one edge holds for all. By the day outside UTC: counts are
-- added up from one range of hours instead of three ranges a day. Not so where there are histograms, or one agent's rows to
-- be picked: there fewer and longer rollups are quicker.


-- As in 0005_reading.sql, but for by_hours.
DROP FUNCTION "dashboard_stretches"(text, timestamptz[]);
--> statement-breakpoint
CREATE FUNCTION "dashboard_stretches"(of_subject text, edges timestamptz[], by_hours boolean DEFAULT false,
	OUT since timestamptz[], OUT until timestamptz[], OUT coarsest integer[])
LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	slots integer := cardinality(edges) - 1;
	marked timestamptz[];
	cuts timestamptz[] := edges;
	grain integer := 10080;
	common integer;
BEGIN
	-- Days and hours: one stretch for all of them, by the coarsest grain whose rows lie in one slot each.
	IF public.dashboard_hours_from(edges) IS NOT NULL THEN
		-- An hour apart, so that what holds for one edge holds for all.
		common := CASE edges[2]
			WHEN date_bin('1 hour', edges[2], timestamptz '2000-01-03 00:00:00+00') THEN 60
			WHEN date_bin('15 minutes', edges[2], timestamptz '2000-01-03 00:00:00+00') THEN 15
			WHEN public.dashboard_bucket(edges[2]) THEN 5 END;
	ELSIF slots > 100 AND edges[slots] - edges[2] <= (slots - 2) * interval '1 hour' THEN
		SELECT CASE
			WHEN bool_and(date_bin('1 hour', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 60
			WHEN bool_and(date_bin('15 minutes', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 15
			WHEN bool_and(public.dashboard_bucket(edge) = edge) THEN 5
		END INTO common FROM unnest(edges[2 : slots]) edge;
	ELSIF slots > 2 AND edges[slots] - edges[2] <= (slots - 2) * interval '25 hours' THEN
		SELECT CASE
			WHEN bool_and(date_bin('24 hours', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 1440
			WHEN by_hours AND bool_and(date_bin('1 hour', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 60
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
CREATE OR REPLACE FUNCTION "dashboard_session_counts"(edges timestamptz[])
RETURNS TABLE (slot integer, sessions numeric, waiting numeric, active numeric, closed numeric, messages numeric,
	answered numeric)
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	hours_from double precision := public.dashboard_hours_from(edges);
	stretch record;
BEGIN
	SELECT * INTO stretch FROM public.dashboard_stretches('sessions', edges, by_hours => true);
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
CREATE OR REPLACE FUNCTION "dashboard_session_ratings"(edges timestamptz[])
RETURNS TABLE (slot integer, sessions numeric, rated_1 numeric, rated_2 numeric, rated_3 numeric,
	rated_4 numeric, rated_5 numeric, closed numeric, closed_rated numeric)
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	hours_from double precision := public.dashboard_hours_from(edges);
	stretch record;
BEGIN
	SELECT * INTO stretch FROM public.dashboard_stretches('sessions', edges, by_hours => true);
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
CREATE OR REPLACE FUNCTION "dashboard_message_counts"(edges timestamptz[])
RETURNS TABLE (slot integer, texts numeric, files numeric, images numeric, sent numeric, delivered numeric, read numeric,
	text_characters numeric)
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	hours_from double precision := public.dashboard_hours_from(edges);
	stretch record;
BEGIN
	SELECT * INTO stretch FROM public.dashboard_stretches('messages', edges, by_hours => true);
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
