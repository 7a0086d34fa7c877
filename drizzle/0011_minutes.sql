-- Rollups of minutes (docs/rollups.md): what is left of a window at its ends, to be read raw, is less than a minute.


-- Whoever folds is waited for: from here on folding writes minutes.
SELECT pg_advisory_xact_lock(hashtext('dashboard_fold'));
--> statement-breakpoint
CREATE TABLE "dashboard_minutes" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"since" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "dashboard_minutes_one_row" CHECK ("dashboard_minutes"."id" = 1),
	CONSTRAINT "dashboard_minutes_of_buckets" CHECK ("dashboard_minutes"."since" = "public"."dashboard_bucket"("dashboard_minutes"."since"))
);
--> statement-breakpoint
-- Buckets that have rollups by now have none of their minutes; dashboard_fold_minutes makes them, in slices.
INSERT INTO "dashboard_minutes" ("since")
SELECT coalesce(max(bucket) + interval '5 minutes', '-infinity') FROM (
	SELECT bucket FROM "dashboard_session_rollups" WHERE grain_minutes = 5
	UNION ALL
	SELECT bucket FROM "dashboard_message_rollups" WHERE grain_minutes = 5
) rolled_up;
--> statement-breakpoint
-- As in 0005_reading.sql, but for minutes, and without rows of VALUES, whose expressions are prepared anew each time.
CREATE OR REPLACE FUNCTION "dashboard_pieces"(since timestamptz, until timestamptz, coarsest integer)
RETURNS TABLE (grain_minutes integer, piece_since timestamptz, piece_until timestamptz)
LANGUAGE sql STABLE ROWS 10 AS $$
	SELECT piece.grain, piece.begins, piece.ends
	FROM (
		SELECT unnest(ARRAY[10080, 1440, 1440, 360, 360, 60, 60, 15, 15, 5, 5, 1, 1, 0, 0]) AS grain,
			unnest(ARRAY[first_10080,
				first_1440, greatest(last_10080, least(first_10080, last_1440)),
				first_360, greatest(last_1440, least(first_1440, last_360)),
				first_60, greatest(last_360, least(first_360, last_60)),
				first_15, greatest(last_60, least(first_60, last_15)),
				first_5, greatest(last_15, least(first_15, last_5)),
				first_1, greatest(last_5, least(first_5, last_1)),
				since, greatest(last_1, least(first_1, until))]) AS begins,
			unnest(ARRAY[last_10080,
				least(first_10080, last_1440), last_1440,
				least(first_1440, last_360), last_360,
				least(first_360, last_60), last_60,
				least(first_60, last_15), last_15,
				least(first_15, last_5), last_5,
				least(first_5, last_1), last_1,
				least(first_1, until), until]) AS ends
		FROM (
			SELECT whole.*,
				-- Of a bucket that has no minutes, none: its raw rows are read.
				CASE WHEN coarsest >= 5 AND since >= (SELECT m.since FROM public.dashboard_minutes m)
					THEN date_bin('1 minute', since + interval '1 minute' - tick, origin) ELSE first_5 END AS first_1,
				CASE WHEN coarsest >= 5 AND until > (SELECT m.since FROM public.dashboard_minutes m)
					THEN date_bin('1 minute', until, origin) ELSE last_5 END AS last_1
			FROM (
				SELECT constant.*,
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
			OFFSET 0
		) whole
	) piece
	WHERE piece.begins < piece.ends
$$;
--> statement-breakpoint
-- Makes the minutes of five-minute buckets anew, from their raw rows.
CREATE FUNCTION "dashboard_roll_up_minutes"(of_subject text, buckets timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	minutes timestamptz[] := ARRAY(
		SELECT b + make_interval(mins => n) FROM unnest(buckets) b CROSS JOIN generate_series(0, 4) n);
BEGIN
	IF of_subject = 'messages' THEN
		DELETE FROM public.dashboard_message_rollups r WHERE r.grain_minutes = 1 AND r.bucket = ANY (minutes);
		INSERT INTO public.dashboard_message_rollups
		SELECT 1, b, raw.* FROM unnest(minutes) b
		CROSS JOIN LATERAL public.dashboard_raw_messages(b, b + interval '1 minute') raw
		WHERE raw.texts + raw.files + raw.images > 0;
	ELSE
		DELETE FROM public.dashboard_session_rollups r WHERE r.grain_minutes = 1 AND r.bucket = ANY (minutes);
		DELETE FROM public.dashboard_agent_rollups r WHERE r.grain_minutes = 1 AND r.bucket = ANY (minutes);
		INSERT INTO public.dashboard_session_rollups
		SELECT 1, b, raw.* FROM unnest(minutes) b
		CROSS JOIN LATERAL public.dashboard_raw_sessions(b, b + interval '1 minute') raw
		WHERE raw.sessions > 0;
		INSERT INTO public.dashboard_agent_rollups
		SELECT 1, b, raw.* FROM unnest(minutes) b
		CROSS JOIN LATERAL public.dashboard_raw_agents(b, b + interval '1 minute') raw;
	END IF;
END
$$;
--> statement-breakpoint
-- As in 0009_day_hours.sql, but that five-minute buckets are made of their minutes.
CREATE OR REPLACE FUNCTION "dashboard_roll_up"(of_subject text, buckets timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	grains integer[] := ARRAY[1, 5, 15, 60, 360, 1440, 10080];
	level integer;
	grain integer;
	stretches timestamptz[];
BEGIN
	PERFORM public.dashboard_roll_up_minutes(of_subject,
		ARRAY(SELECT DISTINCT public.dashboard_bucket(b) FROM unnest(buckets) b));
	FOR level IN 2 .. array_length(grains, 1) LOOP
		grain := grains[level];
		SELECT array_agg(DISTINCT date_bin(make_interval(mins => grain), b, timestamptz '2000-01-03 00:00:00+00'))
		INTO stretches FROM unnest(buckets) b;
		IF of_subject = 'messages' THEN
			DELETE FROM public.dashboard_message_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
			INSERT INTO public.dashboard_message_rollups
			SELECT grain, b, sum(r.texts), sum(r.files), sum(r.images), sum(r.sent), sum(r.delivered),
				sum(r.read), sum(r.text_characters)
			FROM unnest(stretches) b JOIN public.dashboard_message_rollups r
				ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
			GROUP BY b;
		ELSE
			DELETE FROM public.dashboard_session_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
			DELETE FROM public.dashboard_agent_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
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
		IF grain = 1440 THEN
			PERFORM public.dashboard_write_day_hours(of_subject, stretches);
		END IF;
	END LOOP;
END
$$;
--> statement-breakpoint
-- Makes the minutes of up to max_buckets buckets that have none yet, the latest first. Returns how many it were; 0 also where
-- somebody else is folding. To be called outside a transaction of one's own, under READ COMMITTED.
CREATE FUNCTION "dashboard_fold_minutes"(max_buckets integer DEFAULT 500) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	before timestamptz;
	taken timestamptz[];
	reached timestamptz;
BEGIN
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'dashboard_fold_minutes runs under READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
	END IF;
	IF NOT pg_try_advisory_xact_lock(hashtext('dashboard_fold')) THEN
		RETURN 0;
	END IF;
	SELECT m.since INTO before FROM public.dashboard_minutes m;
	IF before = '-infinity' THEN
		RETURN 0;
	END IF;
	SELECT array_agg(bucket), min(bucket) INTO taken, reached FROM (
		SELECT bucket FROM (
			(SELECT r.bucket FROM public.dashboard_session_rollups r WHERE r.grain_minutes = 5 AND r.bucket < before
				ORDER BY r.bucket DESC LIMIT max_buckets)
			UNION
			(SELECT r.bucket FROM public.dashboard_message_rollups r WHERE r.grain_minutes = 5 AND r.bucket < before
				ORDER BY r.bucket DESC LIMIT max_buckets)
		) older
		ORDER BY bucket DESC LIMIT max_buckets
	) latest;
	IF taken IS NOT NULL THEN
		PERFORM public.dashboard_roll_up_minutes('sessions', taken);
		PERFORM public.dashboard_roll_up_minutes('messages', taken);
	END IF;
	UPDATE public.dashboard_minutes m SET since = coalesce(reached, '-infinity');
	RETURN coalesce(cardinality(taken), 0);
END
$$;
--> statement-breakpoint
-- As in 0009_day_hours.sql, but for minutes, of which a mark on their five has none to be believed.
CREATE OR REPLACE FUNCTION "dashboard_differences"(since timestamptz, until timestamptz)
RETURNS TABLE (subject text, grain_minutes integer, bucket timestamptz, agent_id uuid, kept jsonb, raw jsonb)
LANGUAGE sql STABLE SET jit = off AS $$
	WITH stretches AS MATERIALIZED (
		SELECT of_subject, g, b, b + make_interval(mins => g) AS e
		FROM unnest(ARRAY['sessions', 'messages']) of_subject
		CROSS JOIN unnest(ARRAY[1, 5, 15, 60, 360, 1440, 10080]) g
		CROSS JOIN LATERAL generate_series(
			date_bin(make_interval(mins => g), since, timestamptz '2000-01-03 00:00:00+00'),
			until - interval '1 microsecond', make_interval(mins => g)) b
		WHERE b >= since AND (g > 1 OR b >= (SELECT m.since FROM public.dashboard_minutes m)) AND NOT EXISTS (
			SELECT FROM public.dashboard_marks m
			WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(b)
				AND m.bucket < b + make_interval(mins => g))
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
-- As in 0008_series.sql, but that slots may be left out: what has a place is there, and may have neighbours beside it.
-- `is_free` says that nothing between the edges has a mark.
DROP FUNCTION "dashboard_session_counts"(timestamptz[]);
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_counts"(edges timestamptz[], places integer[] DEFAULT NULL,
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
--> statement-breakpoint
DROP FUNCTION "dashboard_session_ratings"(timestamptz[]);
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_ratings"(edges timestamptz[], places integer[] DEFAULT NULL,
	is_free boolean DEFAULT false)
RETURNS TABLE (slot integer, sessions numeric, rated_1 numeric, rated_2 numeric, rated_3 numeric,
	rated_4 numeric, rated_5 numeric, closed numeric, closed_rated numeric)
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
DROP FUNCTION "dashboard_message_counts"(timestamptz[]);
--> statement-breakpoint
CREATE FUNCTION "dashboard_message_counts"(edges timestamptz[], places integer[] DEFAULT NULL,
	is_free boolean DEFAULT false)
RETURNS TABLE (slot integer, texts numeric, files numeric, images numeric, sent numeric, delivered numeric, read numeric,
	text_characters numeric)
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
		FROM public.dashboard_stretches('messages', edges, by_hours => true) s;
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
-- As in 0009_day_hours.sql, but for is_free.
-- What of a window is not read from the hours of days, but added up: its ends, and hours with a mark. `asked` are the edges
-- to add up between, `places` the bucket that each of those slots is in, null where that is read from hours, from
-- `first_hour` to `last_hour`. `is_free` says that nothing in the window has a mark. All are null where buckets do not begin
-- with hours, or are days in UTC or longer, which have rollups of their own. `until` is excluded; where there is no `cut`, buckets are plain hours from `first_edge` on.
DROP FUNCTION "dashboard_beside_hours"(text, text, timestamptz[], timestamptz, timestamptz, timestamptz, integer);
--> statement-breakpoint
CREATE FUNCTION "dashboard_beside_hours"(of_subject text, granularity text, cut timestamptz[], since timestamptz,
	until timestamptz, first_edge timestamptz, buckets integer,
	OUT first_hour timestamptz, OUT last_hour timestamptz, OUT marked timestamptz[], OUT asked timestamptz[],
	OUT places integer[], OUT is_free boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
	origin timestamptz := '2000-01-03 00:00:00+00';
	edges timestamptz[] := cut[2 : buckets];
BEGIN
	IF cut IS NULL THEN
		IF date_bin('1 hour', first_edge, origin) <> first_edge THEN
			RETURN;
		END IF;
	ELSIF granularity NOT IN ('hour', 'day') OR EXISTS (
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
	is_free := NOT EXISTS (
		SELECT FROM public.dashboard_marks m
		WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(since) AND m.bucket < until);
	IF is_free THEN
		-- The ends alone, without a query for each of these.
		asked := ARRAY[first_hour, last_hour];
		places := ARRAY[NULL]::integer[];
		IF since < first_hour THEN
			asked := since || asked;
			places := 1 || places;
		END IF;
		IF until > last_hour THEN
			asked := asked || until;
			places := places || buckets;
		END IF;
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
-- A window in the buckets of a calendar: the last hours, or between two instants. What is wanted of each table of figures is
-- a bit a column, in the order in which they stand here. A table is sent as text, quicker to write and to read than JSON is:
-- rows of a bucket and its values, `1,5,7;2,4,9`. A bucket may be there more than once, which is then to be added up. Counts
-- by full hours are in `session_hours` and `message_hours`: `days` has a row a day in UTC of when it begins and a list of 24
-- values for each count wanted, `1772323200;0,3,…;0,1,…/…`. They are not to be believed before `from`, from `until` on, or in
-- an hour of `without`: what these have is in the tables. All in seconds since the epoch. The function of this name with a
-- list of names serves the Worker of the version before.
CREATE FUNCTION "dashboard_series"(granularity text, zone text, hours integer, since timestamptz, until timestamptz,
	last_instant_apart boolean, of_agent uuid, session_counts integer, session_ratings integer, session_spans integer,
	agent_counts integer, agent_spans integer, message_counts integer)
RETURNS json LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
DECLARE
	ends timestamptz := coalesce(until, date_trunc('milliseconds', now()));
	ends_before timestamptz := ends + interval '1 microsecond';
	begins timestamptz := coalesce(since, ends - make_interval(hours => hours));
	calendar record;
	first_edge timestamptz;
	cut timestamptz[];
	beside record;
	session_hours json;
	message_hours json;
	counts text;
	ratings text;
	spans text;
	of_agent_counts text;
	of_agent_spans text;
	messages text;
BEGIN
	SELECT * INTO calendar FROM public.dashboard_buckets(granularity, zone, begins, ends,
		CASE WHEN last_instant_apart THEN ends_before ELSE ends END, without_plain_hours => true);
	cut := calendar.cut;
	IF cut IS NULL THEN
		first_edge := to_timestamp(calendar.edges::double precision);
		-- All its edges, for whatever does not come from the hours of days.
		IF session_spans + agent_counts + agent_spans > 0 OR ends - begins < interval '2 hours'
			OR date_bin('1 hour', first_edge, timestamptz '2000-01-03 00:00:00+00') <> first_edge THEN
			cut := ARRAY[begins] || ARRAY(
				SELECT generate_series(first_edge + interval '1 hour', first_edge + (calendar.buckets - 1) * interval '1 hour',
					interval '1 hour')
			) || ends_before;
		END IF;
	END IF;
	IF session_counts + session_ratings > 0 THEN
		SELECT * INTO beside FROM public.dashboard_beside_hours('sessions', granularity, cut, begins, ends_before,
			first_edge, calendar.buckets);
		IF beside.asked IS NOT NULL THEN
			session_hours := (
				SELECT json_build_object(
					'from', date_part('epoch', beside.first_hour)::bigint, 'until', date_part('epoch', beside.last_hour)::bigint,
					'without', (SELECT string_agg(date_part('epoch', hour)::bigint::text, ',') FROM unnest(beside.marked) hour),
					'days', string_agg(concat_ws(';', date_part('epoch', h.day)::bigint,
						CASE WHEN session_counts & 1 > 0 THEN h.hours ->> 'sessions' END,
						CASE WHEN session_counts & 2 > 0 THEN h.hours ->> 'waiting' END,
						CASE WHEN session_counts & 4 > 0 THEN h.hours ->> 'active' END,
						CASE WHEN session_counts & 8 > 0 THEN h.hours ->> 'closed' END,
						CASE WHEN session_counts & 16 > 0 THEN h.hours ->> 'messages' END,
						CASE WHEN session_counts & 32 > 0 THEN h.hours ->> 'answered' END,
						CASE WHEN session_ratings & 1 > 0 THEN h.hours ->> 'rated_1' END,
						CASE WHEN session_ratings & 2 > 0 THEN h.hours ->> 'rated_2' END,
						CASE WHEN session_ratings & 4 > 0 THEN h.hours ->> 'rated_3' END,
						CASE WHEN session_ratings & 8 > 0 THEN h.hours ->> 'rated_4' END,
						CASE WHEN session_ratings & 16 > 0 THEN h.hours ->> 'rated_5' END,
						CASE WHEN session_ratings & 32 > 0 THEN h.hours ->> 'closed' END,
						CASE WHEN session_ratings & 64 > 0 THEN h.hours ->> 'closed_rated' END), '/' ORDER BY h.day))
				FROM public.dashboard_day_hours h
				WHERE h.subject = 'sessions' AND h.day > beside.first_hour - interval '24 hours' AND h.day < beside.last_hour
			);
		END IF;
	END IF;
	IF session_counts > 0 THEN
		counts := (
			SELECT string_agg(concat_ws(',', coalesce(beside.places[part.slot], part.slot),
				CASE WHEN session_counts & 1 > 0 THEN part.sessions END,
				CASE WHEN session_counts & 2 > 0 THEN part.waiting END,
				CASE WHEN session_counts & 4 > 0 THEN part.active END,
				CASE WHEN session_counts & 8 > 0 THEN part.closed END,
				CASE WHEN session_counts & 16 > 0 THEN part.messages END,
				CASE WHEN session_counts & 32 > 0 THEN part.answered END), ';')
			FROM public.dashboard_session_counts(coalesce(beside.asked, cut), beside.places,
				coalesce(beside.is_free, false)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
		);
	END IF;
	IF session_ratings > 0 THEN
		ratings := (
			SELECT string_agg(concat_ws(',', coalesce(beside.places[part.slot], part.slot),
				CASE WHEN session_ratings & 1 > 0 THEN part.rated_1 END,
				CASE WHEN session_ratings & 2 > 0 THEN part.rated_2 END,
				CASE WHEN session_ratings & 4 > 0 THEN part.rated_3 END,
				CASE WHEN session_ratings & 8 > 0 THEN part.rated_4 END,
				CASE WHEN session_ratings & 16 > 0 THEN part.rated_5 END,
				CASE WHEN session_ratings & 32 > 0 THEN part.closed END,
				CASE WHEN session_ratings & 64 > 0 THEN part.closed_rated END), ';')
			FROM public.dashboard_session_ratings(coalesce(beside.asked, cut), beside.places,
				coalesce(beside.is_free, false)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
		);
	END IF;
	IF message_counts > 0 THEN
		SELECT * INTO beside FROM public.dashboard_beside_hours('messages', granularity, cut, begins, ends_before,
			first_edge, calendar.buckets);
		IF beside.asked IS NOT NULL THEN
			message_hours := (
				SELECT json_build_object(
					'from', date_part('epoch', beside.first_hour)::bigint, 'until', date_part('epoch', beside.last_hour)::bigint,
					'without', (SELECT string_agg(date_part('epoch', hour)::bigint::text, ',') FROM unnest(beside.marked) hour),
					'days', string_agg(concat_ws(';', date_part('epoch', h.day)::bigint,
						CASE WHEN message_counts & 1 > 0 THEN h.hours ->> 'texts' END,
						CASE WHEN message_counts & 2 > 0 THEN h.hours ->> 'files' END,
						CASE WHEN message_counts & 4 > 0 THEN h.hours ->> 'images' END), '/' ORDER BY h.day))
				FROM public.dashboard_day_hours h
				WHERE h.subject = 'messages' AND h.day > beside.first_hour - interval '24 hours' AND h.day < beside.last_hour
			);
		END IF;
		messages := (
			SELECT string_agg(concat_ws(',', coalesce(beside.places[part.slot], part.slot),
				CASE WHEN message_counts & 1 > 0 THEN part.texts END,
				CASE WHEN message_counts & 2 > 0 THEN part.files END,
				CASE WHEN message_counts & 4 > 0 THEN part.images END), ';')
			FROM public.dashboard_message_counts(coalesce(beside.asked, cut), beside.places,
				coalesce(beside.is_free, false)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
		);
	END IF;
	IF session_spans > 0 THEN
		spans := (
			SELECT string_agg(concat_ws(',', part.slot,
				CASE WHEN session_spans & 1 > 0 THEN part.answered END,
				CASE WHEN session_spans & 2 > 0 THEN part.response_microseconds END,
				CASE WHEN session_spans & 4 > 0 THEN public.dashboard_sent_spans(
					CASE WHEN part.response_bins IS NULL THEN part.response_histogram END, part.response_bins) END,
				CASE WHEN session_spans & 8 > 0 THEN part.waits END,
				CASE WHEN session_spans & 16 > 0 THEN part.wait_microseconds END,
				CASE WHEN session_spans & 32 > 0 THEN public.dashboard_sent_spans(
					CASE WHEN part.wait_bins IS NULL THEN part.wait_histogram END, part.wait_bins) END,
				CASE WHEN session_spans & 64 > 0 THEN part.handlings END,
				CASE WHEN session_spans & 128 > 0 THEN part.handle_microseconds END,
				CASE WHEN session_spans & 256 > 0 THEN public.dashboard_sent_spans(
					CASE WHEN part.handle_bins IS NULL THEN part.handle_histogram END, part.handle_bins) END), ';')
			FROM public.dashboard_session_spans(cut, ARRAY[
				CASE WHEN session_spans & 4 > 0 THEN 'response_histogram' END,
				CASE WHEN session_spans & 32 > 0 THEN 'wait_histogram' END,
				CASE WHEN session_spans & 256 > 0 THEN 'handle_histogram' END]) part
		);
	END IF;
	IF agent_counts > 0 THEN
		of_agent_counts := (
			SELECT string_agg(concat_ws(',', part.slot,
				CASE WHEN agent_counts & 1 > 0 THEN part.handled END,
				CASE WHEN agent_counts & 2 > 0 THEN part.sent END,
				CASE WHEN agent_counts & 4 > 0 THEN part.unanswered END,
				CASE WHEN agent_counts & 8 > 0 THEN part.rated END,
				CASE WHEN agent_counts & 16 > 0 THEN part.rating_sum END), ';')
			FROM public.dashboard_agent_counts(cut, of_agent) part
		);
	END IF;
	IF agent_spans > 0 THEN
		of_agent_spans := (
			SELECT string_agg(concat_ws(',', part.slot,
				CASE WHEN agent_spans & 1 > 0 THEN part.answered END,
				CASE WHEN agent_spans & 2 > 0 THEN part.response_microseconds END,
				CASE WHEN agent_spans & 4 > 0 THEN public.dashboard_sent_spans(part.response_histogram, NULL) END,
				CASE WHEN agent_spans & 8 > 0 THEN part.waits END,
				CASE WHEN agent_spans & 16 > 0 THEN part.wait_microseconds END,
				CASE WHEN agent_spans & 32 > 0 THEN public.dashboard_sent_spans(part.wait_histogram, NULL) END,
				CASE WHEN agent_spans & 64 > 0 THEN part.handlings END,
				CASE WHEN agent_spans & 128 > 0 THEN part.handle_microseconds END,
				CASE WHEN agent_spans & 256 > 0 THEN public.dashboard_sent_spans(part.handle_histogram, NULL) END), ';')
			FROM public.dashboard_agent_spans(cut, of_agent, ARRAY[
				CASE WHEN agent_spans & 4 > 0 THEN 'response_histogram' END,
				CASE WHEN agent_spans & 32 > 0 THEN 'wait_histogram' END,
				CASE WHEN agent_spans & 256 > 0 THEN 'handle_histogram' END]) part
		);
	END IF;
	RETURN json_build_object('generated_at', calendar.generated_at, 'from', calendar."from", 'to', calendar."to",
		'edges', calendar.edges, 'buckets', calendar.buckets, 'utc_offsets', calendar.utc_offsets,
		'session_hours', session_hours, 'message_hours', message_hours, 'session_counts', counts,
		'session_ratings', ratings, 'session_spans', spans, 'agent_counts', of_agent_counts,
		'agent_spans', of_agent_spans, 'message_counts', messages);
END
$$;
--> statement-breakpoint
-- What is to be added to a kept window, and taken away, for another one to be had from it: its ends, and for a marked bucket
-- what its raw rows say instead of what its rollups say. `until` is excluded.
CREATE FUNCTION "dashboard_beside_kept"(kept_since timestamptz, kept_until timestamptz, since timestamptz, until timestamptz)
RETURNS TABLE (sign integer, grain_minutes integer, piece_since timestamptz, piece_until timestamptz)
LANGUAGE sql STABLE ROWS 20 AS $$
	SELECT apart.sign, piece.grain_minutes, piece.piece_since, piece.piece_until
	FROM (VALUES (1, since, kept_since), (-1, kept_since, since), (1, kept_until, until), (-1, until, kept_until))
		apart (sign, begins, ends)
	CROSS JOIN LATERAL public.dashboard_stretches('sessions', ARRAY[apart.begins, apart.ends]) stretch
	CROSS JOIN LATERAL unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
	CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
	WHERE apart.begins < apart.ends
	UNION ALL
	SELECT instead.sign, piece.grain_minutes, piece.piece_since, piece.piece_until
	FROM (
		SELECT DISTINCT greatest(m.bucket, kept_since) AS begins, least(m.bucket + interval '5 minutes', kept_until) AS ends
		FROM public.dashboard_marks m
		WHERE m.subject = 'sessions' AND m.bucket >= public.dashboard_bucket(kept_since) AND m.bucket < kept_until
	) marked
	CROSS JOIN (VALUES (1, 0), (-1, 5)) instead (sign, coarsest)
	CROSS JOIN LATERAL public.dashboard_pieces(marked.begins, marked.ends, instead.coarsest) piece
$$;
--> statement-breakpoint
-- As in 0010_agent_lines.sql, but that windows end with the last minute that is over, where their ends have minutes, and that
-- no row is written that is as it was.
CREATE OR REPLACE FUNCTION "dashboard_keep_windows"(lengths integer[]) RETURNS integer
LANGUAGE plpgsql SET jit = off AS $$
DECLARE
	origin timestamptz := '2000-01-03 00:00:00+00';
	ends timestamptz;
	of_hours integer;
	begins timestamptz;
	kept public.dashboard_kept_agents[];
	made integer := 0;
BEGIN
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'dashboard_keep_windows runs under READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
	END IF;
	-- Nobody folds meanwhile. Whoever else changes rollups, or repairs, drops kept windows: they wait for these to be
	-- there, or these for them.
	IF NOT pg_try_advisory_xact_lock(hashtext('dashboard_fold')) THEN
		RETURN 0;
	END IF;
	LOCK TABLE public.dashboard_kept_windows IN SHARE ROW EXCLUSIVE MODE;
	FOREACH of_hours IN ARRAY lengths LOOP
		ends := date_bin('1 minute', now(), origin);
		IF ends - make_interval(hours => of_hours) < (SELECT m.since FROM public.dashboard_minutes m) THEN
			ends := public.dashboard_bucket(now());
		END IF;
		CONTINUE WHEN EXISTS (SELECT FROM public.dashboard_kept_windows w WHERE w.hours = of_hours AND w.until = ends);
		begins := ends - make_interval(hours => of_hours);
		kept := ARRAY(
			SELECT ROW(b.*, public.dashboard_agent_line(b.handled, b.sent, b.unanswered, b.rated, b.rating_sum, b.answered,
				b.response_microseconds, public.dashboard_sent_bins(b.response_bins), b.waits, b.wait_microseconds,
				public.dashboard_sent_bins(b.wait_bins), b.handlings, b.handle_microseconds,
				public.dashboard_sent_bins(b.handle_bins)))::public.dashboard_kept_agents
			FROM (
				SELECT of_hours AS hours, s.agent_id, s.handled, s.sent, s.answered, s.response_microseconds, s.rated,
					s.rating_sum, s.unanswered, s.waits, s.wait_microseconds, s.handlings, s.handle_microseconds,
					s.response_histogram, s.wait_histogram, s.handle_histogram,
					-- Most of them are as they were before, and so are their percentiles: who ever defines those anew has to
					-- empty the table.
					CASE WHEN (k.response_histogram, k.answered) = (s.response_histogram, s.answered) THEN k.response_bins
						ELSE public.dashboard_percentile_bins(s.response_histogram, s.answered) END AS response_bins,
					CASE WHEN (k.wait_histogram, k.waits) = (s.wait_histogram, s.waits) THEN k.wait_bins
						ELSE public.dashboard_percentile_bins(s.wait_histogram, s.waits) END AS wait_bins,
					CASE WHEN (k.handle_histogram, k.handlings) = (s.handle_histogram, s.handlings) THEN k.handle_bins
						ELSE public.dashboard_percentile_bins(s.handle_histogram, s.handlings) END AS handle_bins
				FROM (
					SELECT r.agent_id, sum(r.handled) AS handled, sum(r.sent) AS sent, sum(r.answered) AS answered,
						sum(r.response_microseconds) AS response_microseconds, sum(r.rated) AS rated,
						sum(r.rating_sum) AS rating_sum, sum(r.unanswered) AS unanswered, sum(r.waits) AS waits,
						sum(r.wait_microseconds) AS wait_microseconds, sum(r.handlings) AS handlings,
						sum(r.handle_microseconds) AS handle_microseconds, sum(r.response_histogram) AS response_histogram,
						sum(r.wait_histogram) AS wait_histogram, sum(r.handle_histogram) AS handle_histogram
					FROM public.dashboard_stretches('sessions', ARRAY[begins, ends]) stretch
					CROSS JOIN LATERAL unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
					-- Of marked buckets their own rollups: a mark says that no coarser one is to be believed.
					CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, greatest(s.coarsest, 5)) c
					CROSS JOIN LATERAL (
						SELECT * FROM public.dashboard_agent_rollups r
						WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
					) r
					GROUP BY r.agent_id
				) s
				LEFT JOIN public.dashboard_kept_agents k ON k.hours = of_hours AND k.agent_id = s.agent_id
				-- Bins are to be found once.
				OFFSET 0
			) b
		);
		DELETE FROM public.dashboard_kept_windows w WHERE w.hours = of_hours;
		INSERT INTO public.dashboard_kept_windows VALUES (of_hours, begins, ends);
		DELETE FROM public.dashboard_kept_agents k WHERE k.hours = of_hours AND NOT EXISTS (
			SELECT FROM unnest(kept) n WHERE n.agent_id = k.agent_id);
		-- What differs is written anew.
		DELETE FROM public.dashboard_kept_agents k USING unnest(kept) n
		WHERE k.hours = of_hours AND n.agent_id = k.agent_id AND k IS DISTINCT FROM n;
		INSERT INTO public.dashboard_kept_agents SELECT n.* FROM unnest(kept) n ON CONFLICT DO NOTHING;
		made := made + 1;
	END LOOP;
	RETURN made;
END
$$;
--> statement-breakpoint
-- As in 0010_agent_lines.sql, but for windows that are kept to the minute.
CREATE OR REPLACE FUNCTION "dashboard_agent_figures"(edges timestamptz[], only_agent uuid)
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
--> statement-breakpoint
-- How agents do: the last hours, or between two instants. Where a window is kept, `kept` has the lines of its agents, an
-- agent's id and its figures, and `changed` such lines of those whose figures in the window asked for are others. `taken` has
-- the active sessions and the load of whoever has any, and `registered` the availability and the name of whoever is. Where no
-- window is kept, and for one agent or a comparison, there are `windows`, as dashboard_agent_performance (0010_agent_lines.sql)
-- has them, which also serves the Worker of the version before.
CREATE FUNCTION "dashboard_agents"(hours integer, since timestamptz, until timestamptz, compared boolean, only_agent uuid)
RETURNS json LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	at timestamptz := date_trunc('milliseconds', now());
	ends timestamptz := coalesce(dashboard_agents.until, at);
	ends_before timestamptz := ends + interval '1 microsecond';
	begins timestamptz := coalesce(dashboard_agents.since, ends - make_interval(hours => dashboard_agents.hours));
	kept public.dashboard_kept_windows;
	signs integer[];
	grains integer[];
	pieces_since timestamptz[];
	pieces_until timestamptz[];
	changed text;
	changed_agents uuid[];
BEGIN
	IF NOT compared AND only_agent IS NULL THEN
		SELECT w.* INTO kept FROM public.dashboard_kept_windows w
		WHERE w.since BETWEEN begins - interval '1 hour' AND begins + interval '1 hour'
			AND w.until BETWEEN ends_before - interval '1 hour' AND ends_before + interval '1 hour'
		ORDER BY greatest(w.since - begins, begins - w.since) LIMIT 1;
	END IF;
	IF kept.hours IS NULL THEN
		RETURN (
			SELECT json_build_object('windows', json_agg(w))
			FROM public.dashboard_agent_performance(begins, ends, compared, only_agent) w
		);
	END IF;
	-- As dashboard_beside_kept, which looks for marks again, but where there is none.
	IF NOT EXISTS (
		SELECT FROM public.dashboard_marks m WHERE m.subject = 'sessions'
			AND m.bucket >= public.dashboard_bucket(least(begins, kept.since)) AND m.bucket < greatest(ends_before, kept.until)
	) THEN
		SELECT array_agg(apart.sign), array_agg(piece.grain_minutes), array_agg(piece.piece_since),
			array_agg(piece.piece_until)
		INTO signs, grains, pieces_since, pieces_until
		FROM (VALUES (1, begins, kept.since), (-1, kept.since, begins), (1, kept.until, ends_before),
			(-1, ends_before, kept.until)) apart (sign, begins, ends)
		CROSS JOIN LATERAL public.dashboard_pieces(apart.begins, apart.ends, 60) piece
		WHERE apart.begins < apart.ends;
	ELSE
		SELECT array_agg(part.sign), array_agg(part.grain_minutes), array_agg(part.piece_since),
			array_agg(part.piece_until)
		INTO signs, grains, pieces_since, pieces_until
		FROM public.dashboard_beside_kept(kept.since, kept.until, begins, ends_before) part;
	END IF;
	WITH change AS (
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
			FROM unnest(signs, grains, pieces_since, pieces_until) c (sign, grain, begins, ends)
			CROSS JOIN LATERAL (
				SELECT * FROM public.dashboard_agent_rollups r
				WHERE r.grain_minutes = c.grain AND r.bucket >= c.begins AND r.bucket < c.ends OFFSET 0
			) r
			WHERE c.grain > 0
			UNION ALL
			SELECT c.sign, raw.*
			FROM unnest(signs, grains, pieces_since, pieces_until) c (sign, grain, begins, ends)
			CROSS JOIN LATERAL public.dashboard_raw_agents(c.begins, c.ends, NULL) raw
			WHERE c.grain = 0
		) part
		GROUP BY part.agent_id
	)
	SELECT array_agg(c.agent_id), string_agg(c.agent_id::text || ',' || public.dashboard_agent_line(
		coalesce(k.handled, 0) + c.handled, coalesce(k.sent, 0) + c.sent, coalesce(k.unanswered, 0) + c.unanswered,
		coalesce(k.rated, 0) + c.rated, coalesce(k.rating_sum, 0) + c.rating_sum,
		coalesce(k.answered, 0) + c.answered, coalesce(k.response_microseconds, 0) + c.response_microseconds,
		public.dashboard_sent_spans(CASE WHEN (c.response_histogram, c.answered) <> (0, 0)
			THEN coalesce(k.response_histogram, 0) + c.response_histogram END, k.response_bins),
		coalesce(k.waits, 0) + c.waits, coalesce(k.wait_microseconds, 0) + c.wait_microseconds,
		public.dashboard_sent_spans(CASE WHEN (c.wait_histogram, c.waits) <> (0, 0)
			THEN coalesce(k.wait_histogram, 0) + c.wait_histogram END, k.wait_bins),
		coalesce(k.handlings, 0) + c.handlings, coalesce(k.handle_microseconds, 0) + c.handle_microseconds,
		public.dashboard_sent_spans(CASE WHEN (c.handle_histogram, c.handlings) <> (0, 0)
			THEN coalesce(k.handle_histogram, 0) + c.handle_histogram END, k.handle_bins)), ';')
	INTO changed_agents, changed
	FROM change c LEFT JOIN public.dashboard_kept_agents k ON k.hours = kept.hours AND k.agent_id = c.agent_id;
	RETURN json_build_object(
		'generated_at', public.dashboard_wire(at), 'from', public.dashboard_wire(begins), 'to', public.dashboard_wire(ends),
		'kept', (
			SELECT string_agg(k.agent_id::text || ',' || k.line, ';') FROM public.dashboard_kept_agents k
			WHERE k.hours = kept.hours
		),
		'changed', changed,
		'taken', (
			SELECT string_agg(taken.agent_id::text || ',' || taken.sessions || ',' || taken.load, ';')
			FROM public.dashboard_taken_places(at) taken
		),
		'registered', (
			SELECT json_object_agg(a.agent_id, json_build_array(a.availability, a.display_name))
			FROM public.support_agents a
			WHERE a.agent_id = ANY (changed_agents) OR EXISTS (
				SELECT FROM public.dashboard_kept_agents k WHERE k.hours = kept.hours AND k.agent_id = a.agent_id)
		));
END
$$;
