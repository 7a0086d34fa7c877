-- Series, quicker again (docs/rollups.md): what the hours of a day have stands in one row, days keep the bins of their
-- percentiles, days in UTC are not added up, and one function answers, so that nothing is planned anew for a request.


-- Whoever folds is waited for: it writes to the table that is rewritten here.
SELECT pg_advisory_xact_lock(hashtext('dashboard_fold'));
--> statement-breakpoint
CREATE TABLE "dashboard_day_hours" (
	"subject" text NOT NULL,
	"day" timestamp(6) with time zone NOT NULL,
	"hours" jsonb NOT NULL,
	CONSTRAINT "dashboard_day_hours_pk" PRIMARY KEY("subject","day")
);
--> statement-breakpoint
-- Whoever defines the bins of percentiles anew has to write the rows of days anew.
ALTER TABLE "dashboard_session_rollups"
	ADD COLUMN "response_bins" integer[] GENERATED ALWAYS AS (CASE WHEN "grain_minutes" = 1440 THEN "public"."dashboard_percentile_bins"("response_histogram", "answered"::numeric) END) STORED,
	ADD COLUMN "wait_bins" integer[] GENERATED ALWAYS AS (CASE WHEN "grain_minutes" = 1440 THEN "public"."dashboard_percentile_bins"("wait_histogram", "waits"::numeric) END) STORED,
	ADD COLUMN "handle_bins" integer[] GENERATED ALWAYS AS (CASE WHEN "grain_minutes" = 1440 THEN "public"."dashboard_percentile_bins"("handle_histogram", "handlings"::numeric) END) STORED;
--> statement-breakpoint
-- What the hours of a day in UTC have, in one row: for each count a list of 24 values, as text. A day without a row has
-- nothing in it.
CREATE FUNCTION "dashboard_hours_of_days"(of_subject text, days timestamptz[])
RETURNS TABLE (day timestamptz, hours jsonb) LANGUAGE sql STABLE AS $$
	SELECT d, jsonb_build_object(
		'sessions', string_agg(coalesce(r.sessions, 0)::text, ',' ORDER BY n),
		'waiting', string_agg(coalesce(r.waiting, 0)::text, ',' ORDER BY n),
		'active', string_agg(coalesce(r.active, 0)::text, ',' ORDER BY n),
		'closed', string_agg(coalesce(r.closed, 0)::text, ',' ORDER BY n),
		'messages', string_agg(coalesce(r.messages, 0)::text, ',' ORDER BY n),
		'answered', string_agg(coalesce(r.answered, 0)::text, ',' ORDER BY n),
		'rated_1', string_agg(coalesce(r.rated_1, 0)::text, ',' ORDER BY n),
		'rated_2', string_agg(coalesce(r.rated_2, 0)::text, ',' ORDER BY n),
		'rated_3', string_agg(coalesce(r.rated_3, 0)::text, ',' ORDER BY n),
		'rated_4', string_agg(coalesce(r.rated_4, 0)::text, ',' ORDER BY n),
		'rated_5', string_agg(coalesce(r.rated_5, 0)::text, ',' ORDER BY n),
		'closed_rated', string_agg(coalesce(r.closed_rated, 0)::text, ',' ORDER BY n))
	FROM unnest(days) d CROSS JOIN generate_series(0, 23) n
	LEFT JOIN public.dashboard_session_rollups r ON r.grain_minutes = 60 AND r.bucket = d + make_interval(hours => n)
	WHERE of_subject = 'sessions'
	GROUP BY d HAVING count(r.bucket) > 0
	UNION ALL
	SELECT d, jsonb_build_object(
		'texts', string_agg(coalesce(r.texts, 0)::text, ',' ORDER BY n),
		'files', string_agg(coalesce(r.files, 0)::text, ',' ORDER BY n),
		'images', string_agg(coalesce(r.images, 0)::text, ',' ORDER BY n))
	FROM unnest(days) d CROSS JOIN generate_series(0, 23) n
	LEFT JOIN public.dashboard_message_rollups r ON r.grain_minutes = 60 AND r.bucket = d + make_interval(hours => n)
	WHERE of_subject = 'messages'
	GROUP BY d HAVING count(r.bucket) > 0
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_write_day_hours"(of_subject text, days timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM public.dashboard_day_hours h WHERE h.subject = of_subject AND h.day = ANY (days);
	INSERT INTO public.dashboard_day_hours
	SELECT of_subject, d.day, d.hours FROM public.dashboard_hours_of_days(of_subject, days) d;
END
$$;
--> statement-breakpoint
SELECT "dashboard_write_day_hours"(subject, ARRAY(
	SELECT bucket FROM "dashboard_session_rollups" WHERE subject = 'sessions' AND grain_minutes = 1440
	UNION ALL
	SELECT bucket FROM "dashboard_message_rollups" WHERE subject = 'messages' AND grain_minutes = 1440
)) FROM unnest(ARRAY['sessions', 'messages']) subject;
--> statement-breakpoint
-- As in 0003_distributions.sql, but for the hours of days.
CREATE OR REPLACE FUNCTION "dashboard_roll_up"(of_subject text, buckets timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	grains integer[] := ARRAY[5, 15, 60, 360, 1440, 10080];
	level integer;
	grain integer;
	stretches timestamptz[];
BEGIN
	FOR level IN 1 .. array_length(grains, 1) LOOP
		grain := grains[level];
		SELECT array_agg(DISTINCT date_bin(make_interval(mins => grain), b, timestamptz '2000-01-03 00:00:00+00'))
		INTO stretches FROM unnest(buckets) b;
		IF of_subject = 'messages' THEN
			DELETE FROM public.dashboard_message_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
			IF level = 1 THEN
				INSERT INTO public.dashboard_message_rollups
				SELECT grain, b, raw.* FROM unnest(stretches) b
				CROSS JOIN LATERAL public.dashboard_raw_messages(b, b + interval '5 minutes') raw
				WHERE raw.texts + raw.files + raw.images > 0;
			ELSE
				INSERT INTO public.dashboard_message_rollups
				SELECT grain, b, sum(r.texts), sum(r.files), sum(r.images), sum(r.sent), sum(r.delivered),
					sum(r.read), sum(r.text_characters)
				FROM unnest(stretches) b JOIN public.dashboard_message_rollups r
					ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
				GROUP BY b;
			END IF;
		ELSE
			DELETE FROM public.dashboard_session_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
			DELETE FROM public.dashboard_agent_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
			IF level = 1 THEN
				INSERT INTO public.dashboard_session_rollups
				SELECT grain, b, raw.* FROM unnest(stretches) b
				CROSS JOIN LATERAL public.dashboard_raw_sessions(b, b + interval '5 minutes') raw
				WHERE raw.sessions > 0;
				INSERT INTO public.dashboard_agent_rollups
				SELECT grain, b, raw.* FROM unnest(stretches) b
				CROSS JOIN LATERAL public.dashboard_raw_agents(b, b + interval '5 minutes') raw;
			ELSE
				INSERT INTO public.dashboard_session_rollups
				SELECT grain, b, sum(r.sessions), sum(r.waiting), sum(r.active), sum(r.closed), sum(r.messages),
					sum(r.answered), sum(r.response_microseconds), sum(r.rated_1), sum(r.rated_2), sum(r.rated_3),
					sum(r.rated_4), sum(r.rated_5), sum(r.closed_rated), sum(r.waits), sum(r.wait_microseconds),
					sum(r.handlings), sum(r.handle_microseconds), sum(r.response_histogram), sum(r.wait_histogram),
					sum(r.handle_histogram)
				FROM unnest(stretches) b JOIN public.dashboard_session_rollups r
					ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
				GROUP BY b;
				INSERT INTO public.dashboard_agent_rollups
				SELECT grain, b, r.agent_id, sum(r.handled), sum(r.sent), sum(r.answered),
					sum(r.response_microseconds), sum(r.rated), sum(r.rating_sum), sum(r.unanswered), sum(r.waits),
					sum(r.wait_microseconds), sum(r.handlings), sum(r.handle_microseconds), sum(r.response_histogram),
					sum(r.wait_histogram), sum(r.handle_histogram)
				FROM unnest(stretches) b JOIN public.dashboard_agent_rollups r
					ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
				GROUP BY b, r.agent_id;
			END IF;
		END IF;
		IF grain = 1440 THEN
			PERFORM public.dashboard_write_day_hours(of_subject, stretches);
		END IF;
	END LOOP;
END
$$;
--> statement-breakpoint
-- What an hour has in the row of its day, with names of their own beside the figures of a rollup: `day's sessions`. Without
-- those that are 0; null where all are.
CREATE FUNCTION "dashboard_as_of_day"(figures jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_object_agg('day''s ' || key, value) FROM jsonb_each_text(figures) WHERE value <> '0'
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_hour_of_day"(of_subject text, hour timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
	SELECT public.dashboard_as_of_day(jsonb_object_agg(key,
		split_part(value, ',', 1 + (date_part('epoch', hour - h.day) / 3600)::integer)))
	FROM public.dashboard_day_hours h CROSS JOIN LATERAL jsonb_each_text(h.hours)
	WHERE h.subject = of_subject AND h.day = date_bin('24 hours', hour, timestamptz '2000-01-03 00:00:00+00')
$$;
--> statement-breakpoint
-- As in 0003_distributions.sql, but that bins are no figures of their own, and that an hour is also held against what the row
-- of its day says of it.
CREATE OR REPLACE FUNCTION "dashboard_differences"(since timestamptz, until timestamptz)
RETURNS TABLE (subject text, grain_minutes integer, bucket timestamptz, agent_id uuid, kept jsonb, raw jsonb)
LANGUAGE sql STABLE SET jit = off AS $$
	WITH stretches AS MATERIALIZED (
		SELECT of_subject, g, b, b + make_interval(mins => g) AS e
		FROM unnest(ARRAY['sessions', 'messages']) of_subject
		CROSS JOIN unnest(ARRAY[5, 15, 60, 360, 1440, 10080]) g
		CROSS JOIN LATERAL generate_series(
			date_bin(make_interval(mins => g), since, timestamptz '2000-01-03 00:00:00+00'),
			until - interval '1 microsecond', make_interval(mins => g)) b
		WHERE b >= since AND NOT EXISTS (
			SELECT FROM public.dashboard_marks m
			WHERE m.subject = of_subject AND m.bucket >= b AND m.bucket < b + make_interval(mins => g))
	),
	kept AS (
		SELECT of_subject, g, b, NULL::uuid AS agent,
			coalesce(to_jsonb(r) - ARRAY['grain_minutes', 'bucket', 'response_bins', 'wait_bins', 'handle_bins'], '{}')
				|| coalesce(of_day, '{}') AS figures
		FROM stretches LEFT JOIN public.dashboard_session_rollups r ON r.grain_minutes = g AND r.bucket = b
		CROSS JOIN LATERAL (SELECT CASE g WHEN 60 THEN public.dashboard_hour_of_day(of_subject, b) END AS of_day OFFSET 0) h
		WHERE of_subject = 'sessions' AND (r.bucket IS NOT NULL OR of_day IS NOT NULL)
		UNION ALL
		SELECT of_subject, g, b, r.agent_id, to_jsonb(r) - 'grain_minutes' - 'bucket' - 'agent_id'
		FROM stretches JOIN public.dashboard_agent_rollups r ON r.grain_minutes = g AND r.bucket = b
		WHERE of_subject = 'sessions'
		UNION ALL
		SELECT of_subject, g, b, NULL, coalesce(to_jsonb(r) - 'grain_minutes' - 'bucket', '{}') || coalesce(of_day, '{}')
		FROM stretches LEFT JOIN public.dashboard_message_rollups r ON r.grain_minutes = g AND r.bucket = b
		CROSS JOIN LATERAL (SELECT CASE g WHEN 60 THEN public.dashboard_hour_of_day(of_subject, b) END AS of_day OFFSET 0) h
		WHERE of_subject = 'messages' AND (r.bucket IS NOT NULL OR of_day IS NOT NULL)
	),
	raw AS (
		SELECT of_subject, g, b, NULL::uuid AS agent, to_jsonb(r) || CASE g WHEN 60 THEN public.dashboard_as_of_day(to_jsonb(r) - ARRAY[
				'response_microseconds', 'waits', 'wait_microseconds', 'handlings', 'handle_microseconds',
				'response_histogram', 'wait_histogram', 'handle_histogram']) ELSE '{}' END AS figures
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_sessions(b, e) r
		WHERE of_subject = 'sessions' AND g < 10080 AND r.sessions > 0
		UNION ALL
		SELECT of_subject, g, b, r.agent_id, to_jsonb(r) - 'agent_id'
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_agents(b, e) r
		WHERE of_subject = 'sessions' AND g < 10080
		UNION ALL
		SELECT of_subject, g, b, NULL, to_jsonb(r) || CASE g WHEN 60 THEN public.dashboard_as_of_day(
				to_jsonb(r) - ARRAY['sent', 'delivered', 'read', 'text_characters']) ELSE '{}' END
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_messages(b, e) r
		WHERE of_subject = 'messages' AND g < 10080 AND r.texts + r.files + r.images > 0
		UNION ALL
		-- A week against its days, whose own rows are compared: its raw rows are too many for one statement.
		SELECT of_subject, g, b, d.agent, jsonb_object_agg(d.name, d.total)
		FROM stretches CROSS JOIN LATERAL (
			SELECT days.agent, figure.key AS name, sum(figure.value::numeric) AS total
			FROM (
				SELECT NULL::uuid AS agent,
					to_jsonb(r) - ARRAY['grain_minutes', 'bucket', 'response_bins', 'wait_bins', 'handle_bins'] AS figures
				FROM public.dashboard_session_rollups r
				WHERE of_subject = 'sessions' AND r.grain_minutes = 1440 AND r.bucket >= b AND r.bucket < e
				UNION ALL
				SELECT r.agent_id, to_jsonb(r) - 'grain_minutes' - 'bucket' - 'agent_id'
				FROM public.dashboard_agent_rollups r
				WHERE of_subject = 'sessions' AND r.grain_minutes = 1440 AND r.bucket >= b AND r.bucket < e
				UNION ALL
				SELECT NULL, to_jsonb(r) - 'grain_minutes' - 'bucket'
				FROM public.dashboard_message_rollups r
				WHERE of_subject = 'messages' AND r.grain_minutes = 1440 AND r.bucket >= b AND r.bucket < e
			) days
			CROSS JOIN LATERAL jsonb_each_text(days.figures) figure
			GROUP BY days.agent, figure.key
		) d
		WHERE g = 10080
		GROUP BY of_subject, g, b, d.agent
	)
	SELECT coalesce(kept.of_subject, raw.of_subject), coalesce(kept.g, raw.g), coalesce(kept.b, raw.b),
		coalesce(kept.agent, raw.agent), kept.figures, raw.figures
	FROM kept FULL JOIN raw
		ON (kept.of_subject, kept.g, kept.b, coalesce(kept.agent, '00000000-0000-0000-0000-000000000000'))
			= (raw.of_subject, raw.g, raw.b, coalesce(raw.agent, '00000000-0000-0000-0000-000000000000'))
	WHERE kept.figures IS DISTINCT FROM raw.figures
	ORDER BY 1, 3, 2, 4
$$;
--> statement-breakpoint
-- As in 0008_series.sql, but for alone.
DROP FUNCTION "dashboard_stretches"(text, timestamptz[], boolean);
--> statement-breakpoint
CREATE FUNCTION "dashboard_stretches"(of_subject text, edges timestamptz[], by_hours boolean DEFAULT false,
	OUT since timestamptz[], OUT until timestamptz[], OUT coarsest integer[], OUT alone integer[])
LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	slots integer := cardinality(edges) - 1;
	marked timestamptz[];
	cuts timestamptz[] := edges;
	grain integer := 10080;
	common integer;
	own integer;
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
		-- A row of this grain is a slot of its own, but for the first slot and the last one: all others are as long.
		IF common IN (60, 1440) AND slots > 3 AND edges[slots] - edges[2] = (slots - 2) * make_interval(mins => common) THEN
			own := common;
			cuts := ARRAY[edges[1], edges[2], edges[slots], edges[slots + 1]];
		END IF;
	END IF;
	SELECT array_agg(DISTINCT m.bucket) INTO marked FROM public.dashboard_marks m
	WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(edges[1]) AND m.bucket < edges[slots + 1];
	IF marked IS NULL THEN
		since := cuts[1 : cardinality(cuts) - 1];
		until := cuts[2 :];
		coarsest := array_fill(grain, ARRAY[cardinality(since)]);
		alone := CASE WHEN own IS NOT NULL THEN ARRAY[NULL, own, NULL] END;
		RETURN;
	END IF;
	SELECT array_agg(stretch.begins), array_agg(stretch.ends),
		array_agg(CASE WHEN m.bucket IS NULL THEN grain ELSE 0 END),
		array_agg(CASE WHEN stretch.begins >= edges[2] AND stretch.ends <= edges[slots] THEN own END)
	INTO since, until, coarsest, alone
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
-- As in 0005_reading.sql, but that what stands in a row of its own is not added up, and for bins.
DROP FUNCTION "dashboard_session_spans"(timestamptz[], text[]);
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_spans"(edges timestamptz[], wanted text[] DEFAULT '{}')
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
--> statement-breakpoint
-- Where the hours that a zone's clocks show begin an hour apart, the one that holds `since`; null where that is not so.
CREATE FUNCTION "dashboard_plain_hours"(zone text, since timestamptz, moves timestamptz[]) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
	first timestamptz := date_trunc('hour', since, zone);
	move timestamptz;
BEGIN
	-- Moves by full hours, at one, keep hours where they are.
	FOREACH move IN ARRAY moves LOOP
		IF date_bin('1 hour', move, first) <> move OR date_trunc('hour', move, zone) <> move THEN
			RETURN NULL;
		END IF;
	END LOOP;
	RETURN first;
END
$$;
--> statement-breakpoint
-- As in 0005_reading.sql, but that clocks are looked at closely around their moves alone.
CREATE OR REPLACE FUNCTION "dashboard_edges"(granularity text, zone text, since timestamptz, until timestamptz, moves timestamptz[])
RETURNS timestamptz[] LANGUAGE plpgsql STABLE AS $$
DECLARE
	unit interval := ('1 ' || granularity)::interval;
	tick interval := interval '1 microsecond';
	first timestamptz;
	stretches timestamptz[];
	edges timestamptz[];
BEGIN
	IF granularity = 'hour' THEN
		first := public.dashboard_plain_hours(zone, since, moves);
		IF first IS NOT NULL THEN
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
				WHERE move >= usual - interval '25 hours' AND move <= usual + interval '25 hours'
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
-- As in 0005_reading.sql, but that there is no `cut` of plain hours, of which there are many; only the Worker of the version
-- before asks for it.
DROP FUNCTION "dashboard_buckets"(text, text, timestamptz, timestamptz, timestamptz);
--> statement-breakpoint
CREATE FUNCTION "dashboard_buckets"(granularity text, zone text, since timestamptz, until timestamptz,
	calendar_until timestamptz, without_plain_hours boolean DEFAULT false)
RETURNS TABLE (generated_at text, "from" text, "to" text, edges text, buckets integer, utc_offsets text,
	cut timestamptz[])
LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
	moves timestamptz[] := public.dashboard_moves_around(granularity, zone, since, calendar_until);
	plain timestamptz := CASE WHEN without_plain_hours AND granularity = 'hour'
		THEN public.dashboard_plain_hours(zone, since, moves) END;
	whole timestamptz[] := CASE WHEN plain IS NULL
		THEN public.dashboard_edges(granularity, zone, since, calendar_until, moves) END;
	slots integer := coalesce(cardinality(whole) - 1, ceil(date_part('epoch', calendar_until - plain) / 3600));
	first timestamptz := coalesce(plain, whole[1]);
	last timestamptz := coalesce(plain + slots * interval '1 hour', whole[slots + 1]);
	offsets text := extract(epoch FROM public.dashboard_utc_offset(first, zone))::integer::text;
	move timestamptz;
BEGIN
	FOREACH move IN ARRAY moves LOOP
		IF move > first AND move <= last THEN
			offsets := concat_ws(',', offsets, extract(epoch FROM move)::bigint,
				extract(epoch FROM public.dashboard_utc_offset(move, zone))::integer);
		END IF;
	END LOOP;
	RETURN QUERY
	SELECT public.dashboard_wire(date_trunc('milliseconds', now())),
		public.dashboard_wire(since),
		public.dashboard_wire(until),
		CASE WHEN granularity = 'hour' AND last - first = slots * interval '1 hour'
			THEN date_part('epoch', first)::bigint::text
			ELSE (
				SELECT string_agg(date_part('epoch', edge)::bigint::text, ',' ORDER BY n)
				FROM unnest(whole) WITH ORDINALITY list (edge, n)
			) END,
		slots,
		offsets,
		CASE WHEN plain IS NULL THEN ARRAY[since] || whole[2 : slots] || (until + interval '1 microsecond') END;
END
$$;
--> statement-breakpoint
-- What of a window is not read from the hours of days, but added up: its ends, and hours with a mark. `asked` are the edges
-- to add up between, `places` the bucket that each of those slots is in, null where that is read from hours, from
-- `first_hour` to `last_hour`. All are null where buckets do not begin with hours, or are days in UTC or longer, which have
-- rollups of their own. `until` is excluded; where there is no `cut`, buckets are plain hours from `first_edge` on.
CREATE FUNCTION "dashboard_beside_hours"(of_subject text, granularity text, cut timestamptz[], since timestamptz,
	until timestamptz, first_edge timestamptz, buckets integer,
	OUT first_hour timestamptz, OUT last_hour timestamptz, OUT marked timestamptz[], OUT asked timestamptz[],
	OUT places integer[])
LANGUAGE plpgsql STABLE AS $$
DECLARE
	origin timestamptz := '2000-01-03 00:00:00+00';
	edges timestamptz[] := coalesce(cut[2 : buckets], ARRAY[first_edge]);
BEGIN
	IF granularity NOT IN ('hour', 'day') OR EXISTS (
		SELECT FROM unnest(edges) edge WHERE date_bin('1 hour', edge, origin) <> edge
	) OR granularity = 'day' AND NOT EXISTS (
		SELECT FROM unnest(edges) edge WHERE date_bin('24 hours', edge, origin) <> edge
	) THEN
		RETURN;
	END IF;
	first_hour := date_bin('1 hour', since + interval '1 hour' - interval '1 microsecond', origin);
	last_hour := date_bin('1 hour', until, origin);
	IF first_hour >= last_hour THEN
		first_hour := NULL;
		last_hour := NULL;
		RETURN;
	END IF;
	SELECT array_agg(DISTINCT date_bin('1 hour', m.bucket, origin)) INTO marked FROM public.dashboard_marks m
	WHERE m.subject = of_subject AND m.bucket >= first_hour AND m.bucket < last_hour;
	asked := ARRAY(
		SELECT edge FROM unnest(ARRAY[since, first_hour, last_hour, until]) edge
		UNION
		SELECT bound FROM unnest(marked) hour CROSS JOIN LATERAL (VALUES (hour), (hour + interval '1 hour')) side (bound)
		ORDER BY 1
	);
	places := ARRAY(
		SELECT CASE WHEN edge < first_hour OR edge >= last_hour OR edge = ANY (marked) THEN
			CASE WHEN cut IS NOT NULL THEN width_bucket(edge, cut)
				-- Where the window ends with an edge, its last instant is in the last bucket.
				ELSE least(floor(date_part('epoch', edge - first_edge) / 3600)::integer + 1, buckets) END END
		FROM unnest(asked) WITH ORDINALITY list (edge, n) WHERE n < cardinality(asked) ORDER BY n
	);
END
$$;
--> statement-breakpoint
-- What the hours of a window have, of each count that is wanted: days one after the other, as dashboard_day_hours has them.
-- Not to be believed for what lies before `from`, from `until` on, or in an hour of `without`, in seconds since the epoch.
CREATE FUNCTION "dashboard_sent_hours"(of_subject text, first_hour timestamptz, last_hour timestamptz,
	marked timestamptz[], wanted text[])
RETURNS json LANGUAGE sql STABLE AS $$
	WITH days AS MATERIALIZED (
		SELECT h.day, h.hours FROM public.dashboard_day_hours h
		WHERE h.subject = of_subject AND h.day > first_hour - interval '24 hours' AND h.day < last_hour
		ORDER BY h.day
	)
	SELECT json_build_object(
		'from', date_part('epoch', first_hour)::bigint,
		'until', date_part('epoch', last_hour)::bigint,
		'without', (SELECT string_agg(date_part('epoch', hour)::bigint::text, ',') FROM unnest(marked) hour),
		'days', (SELECT string_agg(date_part('epoch', days.day)::bigint::text, ',') FROM days),
		'hours', (
			SELECT json_object_agg(name, (SELECT string_agg(days.hours ->> name, ',') FROM days)) FROM unnest(wanted) name
			WHERE (SELECT days.hours FROM days LIMIT 1) ? name
		))
$$;
--> statement-breakpoint
-- A window in the buckets of a calendar: the last hours, or between two instants. `wanted_names` lists tables of figures,
-- their columns as in `session_counts.sessions`, and the columns alone. Each table has a list of the buckets in which it has
-- something, and for every column a list of as many values; a bucket may be there more than once, which is then to be added
-- up. Lists are text, which is quicker to write and to read than arrays of JSON are. What is read from the hours of days is
-- in `session_hours` and `message_hours`.
CREATE FUNCTION "dashboard_series"(granularity text, zone text, hours integer, since timestamptz, until timestamptz,
	last_instant_apart boolean, of_agent uuid, wanted_names text)
RETURNS json LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
DECLARE
	wanted text[] := string_to_array(wanted_names, ',');
	tick interval := interval '1 microsecond';
	ends timestamptz := coalesce(until, date_trunc('milliseconds', now()));
	begins timestamptz := coalesce(since, ends - make_interval(hours => hours));
	calendar record;
	first_edge timestamptz;
	cut timestamptz[];
	beside record;
	session_hours json;
	message_hours json;
	session_counts json;
	session_ratings json;
	session_spans json;
	agent_counts json;
	agent_spans json;
	message_counts json;
BEGIN
	SELECT * INTO calendar FROM public.dashboard_buckets(granularity, zone, begins, ends,
		CASE WHEN last_instant_apart THEN ends + tick ELSE ends END, without_plain_hours => true);
	cut := calendar.cut;
	first_edge := CASE WHEN cut IS NULL THEN to_timestamp(calendar.edges::double precision) END;
	-- All its edges, for whatever does not come from the hours of days.
	IF cut IS NULL AND (wanted && ARRAY['session_spans', 'agent_counts', 'agent_spans']
		OR ends - begins < interval '2 hours'
		OR date_bin('1 hour', first_edge, timestamptz '2000-01-03 00:00:00+00') <> first_edge) THEN
		cut := ARRAY[begins] || ARRAY(
			SELECT generate_series(first_edge + interval '1 hour', first_edge + (calendar.buckets - 1) * interval '1 hour',
				interval '1 hour')
		) || (ends + tick);
	END IF;
	IF 'session_counts' = ANY (wanted) OR 'session_ratings' = ANY (wanted) THEN
		SELECT * INTO beside FROM public.dashboard_beside_hours('sessions', granularity, cut, begins, ends + tick,
			first_edge, calendar.buckets);
		IF beside.asked IS NOT NULL THEN
			session_hours := public.dashboard_sent_hours('sessions', beside.first_hour, beside.last_hour, beside.marked,
				wanted);
		END IF;
	END IF;
	IF 'session_counts' = ANY (wanted) THEN
		WITH parts AS MATERIALIZED (
			SELECT part.*, coalesce(beside.places[part.slot], part.slot) AS bucket
			FROM public.dashboard_session_counts(coalesce(beside.asked, cut)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
			ORDER BY part.slot
		)
		SELECT json_build_object(
			'buckets', (SELECT string_agg(bucket::text, ',') FROM parts),
			'sessions', CASE WHEN 'session_counts.sessions' = ANY (wanted)
				THEN (SELECT string_agg(sessions::text, ',') FROM parts) END,
			'waiting', CASE WHEN 'session_counts.waiting' = ANY (wanted)
				THEN (SELECT string_agg(waiting::text, ',') FROM parts) END,
			'active', CASE WHEN 'session_counts.active' = ANY (wanted)
				THEN (SELECT string_agg(active::text, ',') FROM parts) END,
			'closed', CASE WHEN 'session_counts.closed' = ANY (wanted)
				THEN (SELECT string_agg(closed::text, ',') FROM parts) END,
			'messages', CASE WHEN 'session_counts.messages' = ANY (wanted)
				THEN (SELECT string_agg(messages::text, ',') FROM parts) END,
			'answered', CASE WHEN 'session_counts.answered' = ANY (wanted)
				THEN (SELECT string_agg(answered::text, ',') FROM parts) END)
		INTO session_counts;
	END IF;
	IF 'session_ratings' = ANY (wanted) THEN
		WITH parts AS MATERIALIZED (
			SELECT part.*, coalesce(beside.places[part.slot], part.slot) AS bucket
			FROM public.dashboard_session_ratings(coalesce(beside.asked, cut)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
			ORDER BY part.slot
		)
		SELECT json_build_object(
			'buckets', (SELECT string_agg(bucket::text, ',') FROM parts),
			'rated_1', CASE WHEN 'session_ratings.rated_1' = ANY (wanted)
				THEN (SELECT string_agg(rated_1::text, ',') FROM parts) END,
			'rated_2', CASE WHEN 'session_ratings.rated_2' = ANY (wanted)
				THEN (SELECT string_agg(rated_2::text, ',') FROM parts) END,
			'rated_3', CASE WHEN 'session_ratings.rated_3' = ANY (wanted)
				THEN (SELECT string_agg(rated_3::text, ',') FROM parts) END,
			'rated_4', CASE WHEN 'session_ratings.rated_4' = ANY (wanted)
				THEN (SELECT string_agg(rated_4::text, ',') FROM parts) END,
			'rated_5', CASE WHEN 'session_ratings.rated_5' = ANY (wanted)
				THEN (SELECT string_agg(rated_5::text, ',') FROM parts) END,
			'closed', CASE WHEN 'session_ratings.closed' = ANY (wanted)
				THEN (SELECT string_agg(closed::text, ',') FROM parts) END,
			'closed_rated', CASE WHEN 'session_ratings.closed_rated' = ANY (wanted)
				THEN (SELECT string_agg(closed_rated::text, ',') FROM parts) END)
		INTO session_ratings;
	END IF;
	IF 'message_counts' = ANY (wanted) THEN
		SELECT * INTO beside FROM public.dashboard_beside_hours('messages', granularity, cut, begins, ends + tick,
			first_edge, calendar.buckets);
		IF beside.asked IS NOT NULL THEN
			message_hours := public.dashboard_sent_hours('messages', beside.first_hour, beside.last_hour, beside.marked,
				wanted);
		END IF;
		WITH parts AS MATERIALIZED (
			SELECT part.*, coalesce(beside.places[part.slot], part.slot) AS bucket
			FROM public.dashboard_message_counts(coalesce(beside.asked, cut)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
			ORDER BY part.slot
		)
		SELECT json_build_object(
			'buckets', (SELECT string_agg(bucket::text, ',') FROM parts),
			'texts', CASE WHEN 'message_counts.texts' = ANY (wanted)
				THEN (SELECT string_agg(texts::text, ',') FROM parts) END,
			'files', CASE WHEN 'message_counts.files' = ANY (wanted)
				THEN (SELECT string_agg(files::text, ',') FROM parts) END,
			'images', CASE WHEN 'message_counts.images' = ANY (wanted)
				THEN (SELECT string_agg(images::text, ',') FROM parts) END)
		INTO message_counts;
	END IF;
	IF 'session_spans' = ANY (wanted) THEN
		WITH parts AS MATERIALIZED (
			SELECT part.*, part.slot AS bucket FROM public.dashboard_session_spans(cut, wanted) part
			ORDER BY part.slot
		)
		SELECT json_build_object(
			'buckets', (SELECT string_agg(bucket::text, ',') FROM parts),
			'answered', CASE WHEN 'session_spans.answered' = ANY (wanted)
				THEN (SELECT string_agg(answered::text, ',') FROM parts) END,
			'response_microseconds', CASE WHEN 'session_spans.response_microseconds' = ANY (wanted)
				THEN (SELECT string_agg(response_microseconds::text, ',') FROM parts) END,
			'waits', CASE WHEN 'session_spans.waits' = ANY (wanted)
				THEN (SELECT string_agg(waits::text, ',') FROM parts) END,
			'wait_microseconds', CASE WHEN 'session_spans.wait_microseconds' = ANY (wanted)
				THEN (SELECT string_agg(wait_microseconds::text, ',') FROM parts) END,
			'handlings', CASE WHEN 'session_spans.handlings' = ANY (wanted)
				THEN (SELECT string_agg(handlings::text, ',') FROM parts) END,
			'handle_microseconds', CASE WHEN 'session_spans.handle_microseconds' = ANY (wanted)
				THEN (SELECT string_agg(handle_microseconds::text, ',') FROM parts) END,
			'response_histogram', CASE WHEN 'session_spans.response_histogram' = ANY (wanted) THEN (
				SELECT string_agg(public.dashboard_sent_spans(
					CASE WHEN response_bins IS NULL THEN response_histogram END, response_bins), ',')
				FROM parts
			) END,
			'wait_histogram', CASE WHEN 'session_spans.wait_histogram' = ANY (wanted) THEN (
				SELECT string_agg(public.dashboard_sent_spans(
					CASE WHEN wait_bins IS NULL THEN wait_histogram END, wait_bins), ',')
				FROM parts
			) END,
			'handle_histogram', CASE WHEN 'session_spans.handle_histogram' = ANY (wanted) THEN (
				SELECT string_agg(public.dashboard_sent_spans(
					CASE WHEN handle_bins IS NULL THEN handle_histogram END, handle_bins), ',')
				FROM parts
			) END)
		INTO session_spans;
	END IF;
	IF 'agent_counts' = ANY (wanted) THEN
		WITH parts AS MATERIALIZED (
			SELECT part.*, part.slot AS bucket FROM public.dashboard_agent_counts(cut, of_agent) part
			ORDER BY part.slot
		)
		SELECT json_build_object(
			'buckets', (SELECT string_agg(bucket::text, ',') FROM parts),
			'handled', CASE WHEN 'agent_counts.handled' = ANY (wanted)
				THEN (SELECT string_agg(handled::text, ',') FROM parts) END,
			'sent', CASE WHEN 'agent_counts.sent' = ANY (wanted)
				THEN (SELECT string_agg(sent::text, ',') FROM parts) END,
			'unanswered', CASE WHEN 'agent_counts.unanswered' = ANY (wanted)
				THEN (SELECT string_agg(unanswered::text, ',') FROM parts) END,
			'rated', CASE WHEN 'agent_counts.rated' = ANY (wanted)
				THEN (SELECT string_agg(rated::text, ',') FROM parts) END,
			'rating_sum', CASE WHEN 'agent_counts.rating_sum' = ANY (wanted)
				THEN (SELECT string_agg(rating_sum::text, ',') FROM parts) END)
		INTO agent_counts;
	END IF;
	IF 'agent_spans' = ANY (wanted) THEN
		WITH parts AS MATERIALIZED (
			SELECT part.*, part.slot AS bucket FROM public.dashboard_agent_spans(cut, of_agent, wanted) part
			ORDER BY part.slot
		)
		SELECT json_build_object(
			'buckets', (SELECT string_agg(bucket::text, ',') FROM parts),
			'answered', CASE WHEN 'agent_spans.answered' = ANY (wanted)
				THEN (SELECT string_agg(answered::text, ',') FROM parts) END,
			'response_microseconds', CASE WHEN 'agent_spans.response_microseconds' = ANY (wanted)
				THEN (SELECT string_agg(response_microseconds::text, ',') FROM parts) END,
			'waits', CASE WHEN 'agent_spans.waits' = ANY (wanted)
				THEN (SELECT string_agg(waits::text, ',') FROM parts) END,
			'wait_microseconds', CASE WHEN 'agent_spans.wait_microseconds' = ANY (wanted)
				THEN (SELECT string_agg(wait_microseconds::text, ',') FROM parts) END,
			'handlings', CASE WHEN 'agent_spans.handlings' = ANY (wanted)
				THEN (SELECT string_agg(handlings::text, ',') FROM parts) END,
			'handle_microseconds', CASE WHEN 'agent_spans.handle_microseconds' = ANY (wanted)
				THEN (SELECT string_agg(handle_microseconds::text, ',') FROM parts) END,
			'response_histogram', CASE WHEN 'agent_spans.response_histogram' = ANY (wanted) THEN (
				SELECT string_agg(public.dashboard_sent_spans(response_histogram, NULL), ',')
				FROM parts
			) END,
			'wait_histogram', CASE WHEN 'agent_spans.wait_histogram' = ANY (wanted) THEN (
				SELECT string_agg(public.dashboard_sent_spans(wait_histogram, NULL), ',')
				FROM parts
			) END,
			'handle_histogram', CASE WHEN 'agent_spans.handle_histogram' = ANY (wanted) THEN (
				SELECT string_agg(public.dashboard_sent_spans(handle_histogram, NULL), ',')
				FROM parts
			) END)
		INTO agent_spans;
	END IF;
	RETURN json_build_object('generated_at', calendar.generated_at, 'from', calendar."from", 'to', calendar."to",
		'edges', calendar.edges, 'buckets', calendar.buckets, 'utc_offsets', calendar.utc_offsets,
		'session_hours', session_hours, 'message_hours', message_hours, 'session_counts', session_counts,
		'session_ratings', session_ratings, 'session_spans', session_spans, 'agent_counts', agent_counts,
		'agent_spans', agent_spans, 'message_counts', message_counts);
END
$$;
