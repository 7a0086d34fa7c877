-- Rollups of minutes (docs/rollups.md): what is left of a window at its ends, to be read raw, is less than a minute.


-- Whoever folds is waited for: from here on folding writes minutes.
SELECT pg_advisory_xact_lock(hashtext('dashboard_fold'));
--> statement-breakpoint
CREATE TABLE "dashboard_minutes" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"since" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "dashboard_minutes_one_row" CHECK ("dashboard_minutes"."id" = 1)
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
-- As in 0005_reading.sql, but for minutes.
CREATE OR REPLACE FUNCTION "dashboard_pieces"(since timestamptz, until timestamptz, coarsest integer)
RETURNS TABLE (grain_minutes integer, piece_since timestamptz, piece_until timestamptz)
LANGUAGE sql STABLE ROWS 10 AS $$
	SELECT piece.grain, piece.begins, piece.ends
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
	CROSS JOIN LATERAL (VALUES
		(10080, first_10080, last_10080),
		(1440, first_1440, least(first_10080, last_1440)),
		(1440, greatest(last_10080, least(first_10080, last_1440)), last_1440),
		(360, first_360, least(first_1440, last_360)), (360, greatest(last_1440, least(first_1440, last_360)), last_360),
		(60, first_60, least(first_360, last_60)), (60, greatest(last_360, least(first_360, last_60)), last_60),
		(15, first_15, least(first_60, last_15)), (15, greatest(last_60, least(first_60, last_15)), last_15),
		(5, first_5, least(first_15, last_5)), (5, greatest(last_15, least(first_15, last_5)), last_5),
		(1, first_1, least(first_5, last_1)), (1, greatest(last_5, least(first_5, last_1)), last_1),
		(0, since, least(first_1, until)), (0, greatest(last_1, least(first_1, until)), until)
	) piece (grain, begins, ends)
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
