-- Distributions, any window and time series (docs/rollups.md).


-- ---------------------------------------------------------------------------------------------------------
-- Sessions are rolled up anew with what is added below. Until that is done (npm run fold, the Cron Trigger) the
-- marks have their figures read raw: right at once, quick after.
-- ---------------------------------------------------------------------------------------------------------
TRUNCATE "dashboard_session_rollups", "dashboard_agent_rollups";
--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" ADD COLUMN "unanswered" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" ADD COLUMN "waits" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" ADD COLUMN "wait_microseconds" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" ADD COLUMN "handlings" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" ADD COLUMN "handle_microseconds" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" ADD COLUMN "response_histogram" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" ADD COLUMN "wait_histogram" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" ADD COLUMN "handle_histogram" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_session_rollups" ADD COLUMN "waits" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_session_rollups" ADD COLUMN "wait_microseconds" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_session_rollups" ADD COLUMN "handlings" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_session_rollups" ADD COLUMN "handle_microseconds" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_session_rollups" ADD COLUMN "response_histogram" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_session_rollups" ADD COLUMN "wait_histogram" numeric NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboard_session_rollups" ADD COLUMN "handle_histogram" numeric NOT NULL;--> statement-breakpoint

-- For the list of sessions. Where tables are large, create them beforehand with CONCURRENTLY (docs/deployment.md).
DROP INDEX IF EXISTS "chat_sessions_created_at_idx";--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "chat_participants_agent_idx" ON "chat_participants" USING btree ("user_id","session_id") WHERE "chat_participants"."role" = 'support_agent';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "chat_sessions_created_idx" ON "chat_sessions" USING btree ("created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "chat_sessions_assigned_idx" ON "chat_sessions" USING btree ("assigned_agent_id","created_at" DESC NULLS FIRST,"id") WHERE "chat_sessions"."assigned_agent_id" is not null;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "chat_sessions_initiator_idx" ON "chat_sessions" USING btree ("initiator_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "chat_sessions_rating_idx" ON "chat_sessions" USING btree ("rating","created_at" DESC NULLS FIRST,"id") WHERE "chat_sessions"."rating" is not null;--> statement-breakpoint

-- Rows stay in their page: to compress histograms would cost more time than it saves room.
ALTER TABLE "dashboard_session_rollups" SET (toast_tuple_target = 8160);
--> statement-breakpoint
ALTER TABLE "dashboard_agent_rollups" SET (toast_tuple_target = 8160);
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Spans of time, and how a distribution of them is kept: one number with eight decimal digits a bin, so that
-- sum() merges. Bin n holds the spans from 1.036^n to 1.036^(n+1) microseconds; one of nothing is in no bin.
-- ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION "dashboard_span"(since timestamptz, until timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- Never below 0; greatest() alone would make 0 of a span that has no end.
RETURN CASE WHEN since IS NOT NULL AND until IS NOT NULL
	THEN greatest(0, (extract(epoch FROM until - since) * 1000000)::bigint) END;
--> statement-breakpoint
-- A session that was queued again after its start keeps that start: how long it waited then, nothing says.
CREATE FUNCTION "dashboard_wait"(queued_at timestamptz, started_at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN public.dashboard_span(CASE WHEN started_at >= queued_at THEN queued_at END, started_at);
--> statement-breakpoint
-- A reopened session may still have the end of its earlier life.
CREATE FUNCTION "dashboard_handling"(status text, started_at timestamptz, closed_at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN public.dashboard_span(CASE WHEN status = 'closed' THEN started_at END, closed_at);
--> statement-breakpoint
CREATE FUNCTION "dashboard_bin"(microseconds bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('1e' || (8 * floor(ln(nullif(microseconds, 0)::double precision) / ln(1.036::double precision))::integer)::text)::numeric;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- The figures over raw rows, as before, with spans and their histograms.
-- ---------------------------------------------------------------------------------------------------------
DROP FUNCTION "dashboard_raw_sessions"(timestamptz, timestamptz);
--> statement-breakpoint
CREATE FUNCTION "dashboard_raw_sessions"(since timestamptz, until timestamptz)
RETURNS TABLE (sessions bigint, waiting bigint, active bigint, closed bigint, messages bigint, answered bigint,
	response_microseconds numeric, rated_1 bigint, rated_2 bigint, rated_3 bigint, rated_4 bigint, rated_5 bigint,
	closed_rated bigint, waits bigint, wait_microseconds numeric, handlings bigint, handle_microseconds numeric,
	response_histogram numeric, wait_histogram numeric, handle_histogram numeric)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT count(*),
		count(*) FILTER (WHERE s.status = 'waiting'),
		count(*) FILTER (WHERE s.status = 'active'),
		count(*) FILTER (WHERE s.status = 'closed'),
		coalesce(sum(s.total_messages), 0),
		count(s.first_response_at),
		coalesce(sum(public.dashboard_span(s.created_at, s.first_response_at)), 0),
		count(*) FILTER (WHERE s.rating = 1),
		count(*) FILTER (WHERE s.rating = 2),
		count(*) FILTER (WHERE s.rating = 3),
		count(*) FILTER (WHERE s.rating = 4),
		count(*) FILTER (WHERE s.rating = 5),
		count(s.rating) FILTER (WHERE s.status = 'closed'),
		count(public.dashboard_wait(s.queued_at, s.started_at)),
		coalesce(sum(public.dashboard_wait(s.queued_at, s.started_at)), 0),
		count(public.dashboard_handling(s.status, s.started_at, s.closed_at)),
		coalesce(sum(public.dashboard_handling(s.status, s.started_at, s.closed_at)), 0),
		coalesce(sum(public.dashboard_bin(public.dashboard_span(s.created_at, s.first_response_at))), 0),
		coalesce(sum(public.dashboard_bin(public.dashboard_wait(s.queued_at, s.started_at))), 0),
		coalesce(sum(public.dashboard_bin(public.dashboard_handling(s.status, s.started_at, s.closed_at))), 0)
	FROM public.chat_sessions s
	WHERE s.created_at >= since AND s.created_at < until
$$;
--> statement-breakpoint
DROP FUNCTION "dashboard_raw_agents"(timestamptz, timestamptz, uuid);
--> statement-breakpoint
CREATE FUNCTION "dashboard_raw_agents"(since timestamptz, until timestamptz, only_agent uuid DEFAULT NULL)
RETURNS TABLE (agent_id uuid, handled bigint, sent bigint, answered bigint, response_microseconds numeric,
	rated bigint, rating_sum bigint, unanswered bigint, waits bigint, wait_microseconds numeric, handlings bigint,
	handle_microseconds numeric, response_histogram numeric, wait_histogram numeric, handle_histogram numeric)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT part.agent_id,
		count(*) FILTER (WHERE part.did = 'took part'),
		coalesce(sum(part.sent), 0)::bigint,
		count(part.response),
		coalesce(sum(part.response), 0),
		count(part.rating),
		coalesce(sum(part.rating), 0)::bigint,
		count(*) FILTER (WHERE part.unanswered),
		count(part.wait),
		coalesce(sum(part.wait), 0),
		count(part.handling),
		coalesce(sum(part.handling), 0),
		coalesce(sum(public.dashboard_bin(part.response)), 0),
		coalesce(sum(public.dashboard_bin(part.wait)), 0),
		coalesce(sum(public.dashboard_bin(part.handling)), 0)
	FROM (
		SELECT 'took part' AS did, p.user_id AS agent_id,
			(SELECT count(*) FROM public.chat_messages m WHERE m.session_id = s.id AND m.sender_id = p.user_id) AS sent,
			s.first_response_at IS NULL AS unanswered,
			NULL::bigint AS response, NULL::smallint AS rating, NULL::bigint AS wait, NULL::bigint AS handling
		FROM public.chat_sessions s
		-- By index, session for session (hence the offset): the planner doesn't know how short the stretch is.
		CROSS JOIN LATERAL (
			SELECT user_id FROM public.chat_participants WHERE session_id = s.id AND role = 'support_agent' OFFSET 0
		) p
		WHERE s.created_at >= since AND s.created_at < until
		UNION ALL
		SELECT 'answered first', s.first_responder_id, NULL, NULL,
			public.dashboard_span(s.created_at, s.first_response_at), NULL, NULL, NULL
		FROM public.chat_sessions s
		WHERE s.created_at >= since AND s.created_at < until AND s.first_responder_id IS NOT NULL
		UNION ALL
		SELECT 'is assigned', s.assigned_agent_id, NULL, NULL, NULL, s.rating,
			public.dashboard_wait(s.queued_at, s.started_at),
			public.dashboard_handling(s.status, s.started_at, s.closed_at)
		FROM public.chat_sessions s
		WHERE s.created_at >= since AND s.created_at < until AND s.assigned_agent_id IS NOT NULL
	) part
	WHERE only_agent IS NULL OR part.agent_id = only_agent
	GROUP BY part.agent_id
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Reading, for one window or many stretches at once. The boundaries b1 < b2 < … < bn make the slots
-- 1 = [b1, b2), 2 = [b2, b3), … Each slot is covered by the coarsest rollups that lie in it and are untouched;
-- what is marked, and the cut ends, are read raw (grain 0). The rest as said in 0002_rollups.sql: STABLE, one
-- snapshot, no JIT, planned once a connection, one look into an index a piece.
-- ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION "dashboard_cover"(of_subject text, boundaries timestamptz[])
RETURNS TABLE (slot integer, grain_minutes integer, piece_since timestamptz, piece_until timestamptz)
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	since timestamptz := boundaries[1];
	until timestamptz := boundaries[array_upper(boundaries, 1)];
	tick interval := interval '1 microsecond';
BEGIN
	RETURN QUERY
	WITH dirty AS MATERIALIZED (
		SELECT DISTINCT m.bucket FROM public.dashboard_marks m
		WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(since) AND m.bucket < until
	),
	weeks AS MATERIALIZED (
		SELECT w, w >= since AND w + interval '168 hours' <= until
			AND width_bucket(w, boundaries) = width_bucket(w + interval '168 hours' - tick, boundaries)
			AND NOT EXISTS (SELECT FROM dirty WHERE bucket >= w AND bucket < w + interval '168 hours') AS whole
		FROM generate_series(
			date_bin('168 hours', since, timestamptz '2000-01-03 00:00:00+00'), until - tick, interval '168 hours') w
	),
	days AS MATERIALIZED (
		SELECT d, d >= since AND d + interval '24 hours' <= until
			AND width_bucket(d, boundaries) = width_bucket(d + interval '24 hours' - tick, boundaries)
			AND NOT EXISTS (SELECT FROM dirty WHERE bucket >= d AND bucket < d + interval '24 hours') AS whole
		FROM weeks CROSS JOIN LATERAL generate_series(w, w + interval '144 hours', interval '24 hours') d
		WHERE NOT weeks.whole AND d < until AND d + interval '24 hours' > since
	),
	quarters AS MATERIALIZED (
		SELECT q, q >= since AND q + interval '6 hours' <= until
			AND width_bucket(q, boundaries) = width_bucket(q + interval '6 hours' - tick, boundaries)
			AND NOT EXISTS (SELECT FROM dirty WHERE bucket >= q AND bucket < q + interval '6 hours') AS whole
		FROM days CROSS JOIN LATERAL generate_series(d, d + interval '18 hours', interval '6 hours') q
		WHERE NOT days.whole AND q < until AND q + interval '6 hours' > since
	),
	hours AS MATERIALIZED (
		SELECT h, h >= since AND h + interval '1 hour' <= until
			AND width_bucket(h, boundaries) = width_bucket(h + interval '1 hour' - tick, boundaries)
			AND NOT EXISTS (SELECT FROM dirty WHERE bucket >= h AND bucket < h + interval '1 hour') AS whole
		FROM quarters CROSS JOIN LATERAL generate_series(q, q + interval '5 hours', interval '1 hour') h
		WHERE NOT quarters.whole AND h < until AND h + interval '1 hour' > since
	),
	fifteens AS MATERIALIZED (
		SELECT t, t >= since AND t + interval '15 minutes' <= until
			AND width_bucket(t, boundaries) = width_bucket(t + interval '15 minutes' - tick, boundaries)
			AND NOT EXISTS (SELECT FROM dirty WHERE bucket >= t AND bucket < t + interval '15 minutes') AS whole
		FROM hours CROSS JOIN LATERAL generate_series(h, h + interval '45 minutes', interval '15 minutes') t
		WHERE NOT hours.whole AND t < until AND t + interval '15 minutes' > since
	),
	fives AS MATERIALIZED (
		SELECT f, f >= since AND f + interval '5 minutes' <= until
			AND width_bucket(f, boundaries) = width_bucket(f + interval '5 minutes' - tick, boundaries)
			AND NOT EXISTS (SELECT FROM dirty WHERE bucket = f) AS whole
		FROM fifteens CROSS JOIN LATERAL generate_series(t, t + interval '10 minutes', interval '5 minutes') f
		WHERE NOT fifteens.whole AND f < until AND f + interval '5 minutes' > since
	),
	pieces AS (
		SELECT 10080 AS grain, w AS piece, w + interval '168 hours' AS ends FROM weeks WHERE whole
		UNION ALL SELECT 1440, d, d + interval '24 hours' FROM days WHERE whole
		UNION ALL SELECT 360, q, q + interval '6 hours' FROM quarters WHERE whole
		UNION ALL SELECT 60, h, h + interval '1 hour' FROM hours WHERE whole
		UNION ALL SELECT 15, t, t + interval '15 minutes' FROM fifteens WHERE whole
		UNION ALL SELECT 5, f, f + interval '5 minutes' FROM fives WHERE whole
	)
	SELECT width_bucket(piece, boundaries), grain, piece, ends FROM pieces
	UNION ALL
	SELECT n, 0, greatest(f, boundaries[n]), least(f + interval '5 minutes', boundaries[n + 1])
	FROM fives CROSS JOIN LATERAL generate_series(
		width_bucket(greatest(f, since), boundaries),
		width_bucket(least(f + interval '5 minutes', until) - tick, boundaries)) n
	WHERE NOT whole;
END
$$;
--> statement-breakpoint
-- A row a slot that has sessions.
CREATE FUNCTION "dashboard_session_sums"(boundaries timestamptz[])
RETURNS TABLE (slot integer, sessions numeric, waiting numeric, active numeric, closed numeric, messages numeric,
	answered numeric, response_microseconds numeric, rated_1 numeric, rated_2 numeric, rated_3 numeric,
	rated_4 numeric, rated_5 numeric, closed_rated numeric, waits numeric, wait_microseconds numeric,
	handlings numeric, handle_microseconds numeric, response_histogram numeric, wait_histogram numeric,
	handle_histogram numeric)
LANGUAGE plpgsql STABLE ROWS 10 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	WITH cover AS MATERIALIZED (SELECT * FROM public.dashboard_cover('sessions', boundaries))
	SELECT part.slot, sum(part.sessions), sum(part.waiting), sum(part.active), sum(part.closed), sum(part.messages),
		sum(part.answered), sum(part.response_microseconds), sum(part.rated_1), sum(part.rated_2),
		sum(part.rated_3), sum(part.rated_4), sum(part.rated_5), sum(part.closed_rated), sum(part.waits),
		sum(part.wait_microseconds), sum(part.handlings), sum(part.handle_microseconds),
		sum(part.response_histogram), sum(part.wait_histogram), sum(part.handle_histogram)
	FROM (
		SELECT c.slot, r.sessions, r.waiting, r.active, r.closed, r.messages, r.answered, r.response_microseconds,
			r.rated_1, r.rated_2, r.rated_3, r.rated_4, r.rated_5, r.closed_rated, r.waits, r.wait_microseconds,
			r.handlings, r.handle_microseconds, r.response_histogram, r.wait_histogram, r.handle_histogram
		FROM cover c CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_session_rollups kept
			WHERE kept.grain_minutes = c.grain_minutes AND kept.bucket = c.piece_since OFFSET 0
		) r
		UNION ALL
		SELECT c.slot, raw.* FROM cover c
		CROSS JOIN LATERAL public.dashboard_raw_sessions(c.piece_since, c.piece_until) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot;
END
$$;
--> statement-breakpoint
-- A row a slot and agent.
CREATE FUNCTION "dashboard_agent_sums"(boundaries timestamptz[], only_agent uuid DEFAULT NULL)
RETURNS TABLE (slot integer, agent_id uuid, handled numeric, sent numeric, answered numeric,
	response_microseconds numeric, rated numeric, rating_sum numeric, unanswered numeric, waits numeric,
	wait_microseconds numeric, handlings numeric, handle_microseconds numeric, response_histogram numeric,
	wait_histogram numeric, handle_histogram numeric)
LANGUAGE plpgsql STABLE ROWS 200 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	WITH cover AS MATERIALIZED (SELECT * FROM public.dashboard_cover('sessions', boundaries))
	SELECT part.slot, part.agent_id, sum(part.handled), sum(part.sent), sum(part.answered),
		sum(part.response_microseconds), sum(part.rated), sum(part.rating_sum), sum(part.unanswered),
		sum(part.waits), sum(part.wait_microseconds), sum(part.handlings), sum(part.handle_microseconds),
		sum(part.response_histogram), sum(part.wait_histogram), sum(part.handle_histogram)
	FROM (
		SELECT c.slot, r.agent_id, r.handled, r.sent, r.answered, r.response_microseconds, r.rated, r.rating_sum,
			r.unanswered, r.waits, r.wait_microseconds, r.handlings, r.handle_microseconds, r.response_histogram,
			r.wait_histogram, r.handle_histogram
		FROM cover c CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_agent_rollups kept
			WHERE kept.grain_minutes = c.grain_minutes AND kept.bucket = c.piece_since
				AND (only_agent IS NULL OR kept.agent_id = only_agent) OFFSET 0
		) r
		UNION ALL
		SELECT c.slot, raw.* FROM cover c
		CROSS JOIN LATERAL public.dashboard_raw_agents(c.piece_since, c.piece_until, only_agent) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot, part.agent_id;
END
$$;
--> statement-breakpoint
-- A row a slot that has messages.
CREATE FUNCTION "dashboard_message_sums"(boundaries timestamptz[])
RETURNS TABLE (slot integer, texts numeric, files numeric, images numeric, sent numeric, delivered numeric,
	read numeric, text_characters numeric)
LANGUAGE plpgsql STABLE ROWS 10 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	WITH cover AS MATERIALIZED (SELECT * FROM public.dashboard_cover('messages', boundaries))
	SELECT part.slot, sum(part.texts), sum(part.files), sum(part.images), sum(part.sent), sum(part.delivered),
		sum(part.read), sum(part.text_characters)
	FROM (
		SELECT c.slot, r.texts, r.files, r.images, r.sent, r.delivered, r.read, r.text_characters
		FROM cover c CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_message_rollups kept
			WHERE kept.grain_minutes = c.grain_minutes AND kept.bucket = c.piece_since OFFSET 0
		) r
		UNION ALL
		SELECT c.slot, raw.* FROM cover c
		CROSS JOIN LATERAL public.dashboard_raw_messages(c.piece_since, c.piece_until) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.slot;
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Calendars. The edges of the hours, days, weeks (from Monday) or months of a time zone that [since, until]
-- lies in: ascending, the first not after since, the last not before until.
-- ---------------------------------------------------------------------------------------------------------
-- The first instant of a day. Midnight may not exist (clocks go on at it: then PostgreSQL gives the instant they
-- do) or come twice (they go back over it: then it gives the second).
CREATE FUNCTION "dashboard_day_start"(day date, zone text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT min(midnight.instant - back)
	FROM (SELECT day::timestamp AT TIME ZONE zone AS instant) midnight
	CROSS JOIN unnest(ARRAY[interval '0', interval '30 minutes', interval '1 hour', interval '2 hours', interval '3 hours']) back
	WHERE ((midnight.instant - back) AT TIME ZONE zone)::date >= day
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_utc_offset"(instant timestamptz, zone text) RETURNS interval
LANGUAGE sql STABLE PARALLEL SAFE RETURN (instant AT TIME ZONE zone) - (instant AT TIME ZONE 'UTC');
--> statement-breakpoint
-- When the clocks of a zone move between two instants, to the second, in order.
CREATE FUNCTION "dashboard_clock_moves"(zone text, since timestamptz, until timestamptz) RETURNS timestamptz[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
	moves timestamptz[] := '{}';
	day record;
	low timestamptz;
	high timestamptz;
	middle timestamptz;
BEGIN
	FOR day IN
		SELECT d AS begins, d + interval '24 hours' AS ends
		FROM generate_series(date_trunc('second', since), until, interval '24 hours') d
		WHERE public.dashboard_utc_offset(d, zone) <> public.dashboard_utc_offset(d + interval '24 hours', zone)
	LOOP
		low := day.begins;
		WHILE public.dashboard_utc_offset(low, zone) <> public.dashboard_utc_offset(day.ends, zone) LOOP
			high := day.ends;
			WHILE high - low > interval '1 second' LOOP
				middle := date_trunc('second', low + (high - low) / 2);
				IF public.dashboard_utc_offset(middle, zone) = public.dashboard_utc_offset(low, zone) THEN
					low := middle;
				ELSE
					high := middle;
				END IF;
			END LOOP;
			moves := moves || high;
			low := high;
		END LOOP;
	END LOOP;
	RETURN moves;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_calendar"(granularity text, zone text, since timestamptz, until timestamptz)
RETURNS timestamptz[] LANGUAGE plpgsql STABLE SET jit = off AS $$
DECLARE
	edges timestamptz[];
	stretches timestamptz[];
BEGIN
	IF granularity = 'hour' THEN
		-- An hour begins when the clocks show it full, and when they move: that may be by half an hour
		-- (Australia/Lord_Howe) or within one (Pacific/Chatham).
		stretches := (since - interval '3 hours')
			|| public.dashboard_clock_moves(zone, since - interval '3 hours', until + interval '3 hours')
			|| (until + interval '3 hours');
		SELECT array_agg(DISTINCT edge ORDER BY edge) INTO edges
		FROM generate_series(1, cardinality(stretches) - 1) n
		CROSS JOIN LATERAL (SELECT date_trunc('hour', stretches[n], zone) AS full_hour) begins
		CROSS JOIN LATERAL (
			SELECT stretches[n] AS edge WHERE n > 1
			UNION ALL
			SELECT full_hour FROM generate_series(full_hour, stretches[n + 1] - interval '1 microsecond', interval '1 hour') full_hour
			WHERE full_hour >= stretches[n]
		) edge;
	ELSE
		-- Some more than are needed: where clocks go back over midnight, the last date comes before its end.
		SELECT array_agg(DISTINCT edge ORDER BY edge) INTO edges
		FROM generate_series(
			date_trunc(granularity, since AT TIME ZONE zone) - ('1 ' || granularity)::interval,
			date_trunc(granularity, until AT TIME ZONE zone) + ('3 ' || granularity)::interval,
			('1 ' || granularity)::interval) d
		CROSS JOIN LATERAL (SELECT public.dashboard_day_start(d::date, zone) AS edge) begins;
	END IF;
	RETURN (
		SELECT array_agg(e ORDER BY e) FROM unnest(edges) e
		WHERE e >= (SELECT max(first) FROM unnest(edges) first WHERE first <= since)
			AND e <= (SELECT min(last) FROM unnest(edges) last WHERE last >= until)
	);
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Folding, with 15 minutes as a grain of its own (the zones of half and quarter hours are read by it).
-- ---------------------------------------------------------------------------------------------------------
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
	END LOOP;
END
$$;
--> statement-breakpoint
INSERT INTO "dashboard_message_rollups"
SELECT 15, date_bin('15 minutes', r.bucket, timestamptz '2000-01-03 00:00:00+00'), sum(r.texts), sum(r.files),
	sum(r.images), sum(r.sent), sum(r.delivered), sum(r.read), sum(r.text_characters)
FROM "dashboard_message_rollups" r WHERE r.grain_minutes = 5 GROUP BY 2;
--> statement-breakpoint
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
		SELECT of_subject, g, b, NULL::uuid AS agent, to_jsonb(r) - 'grain_minutes' - 'bucket' AS figures
		FROM stretches JOIN public.dashboard_session_rollups r ON r.grain_minutes = g AND r.bucket = b
		WHERE of_subject = 'sessions'
		UNION ALL
		SELECT of_subject, g, b, r.agent_id, to_jsonb(r) - 'grain_minutes' - 'bucket' - 'agent_id'
		FROM stretches JOIN public.dashboard_agent_rollups r ON r.grain_minutes = g AND r.bucket = b
		WHERE of_subject = 'sessions'
		UNION ALL
		SELECT of_subject, g, b, NULL, to_jsonb(r) - 'grain_minutes' - 'bucket'
		FROM stretches JOIN public.dashboard_message_rollups r ON r.grain_minutes = g AND r.bucket = b
		WHERE of_subject = 'messages'
	),
	raw AS (
		SELECT of_subject, g, b, NULL::uuid AS agent, to_jsonb(r) AS figures
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_sessions(b, e) r
		WHERE of_subject = 'sessions' AND g < 10080 AND r.sessions > 0
		UNION ALL
		SELECT of_subject, g, b, r.agent_id, to_jsonb(r) - 'agent_id'
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_agents(b, e) r
		WHERE of_subject = 'sessions' AND g < 10080
		UNION ALL
		SELECT of_subject, g, b, NULL, to_jsonb(r)
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_messages(b, e) r
		WHERE of_subject = 'messages' AND g < 10080 AND r.texts + r.files + r.images > 0
		UNION ALL
		-- A week against its days, whose own rows are compared: its raw rows are too many for one statement.
		SELECT of_subject, g, b, d.agent, jsonb_object_agg(d.name, d.total)
		FROM stretches CROSS JOIN LATERAL (
			SELECT days.agent, figure.key AS name, sum(figure.value::numeric) AS total
			FROM (
				SELECT NULL::uuid AS agent, to_jsonb(r) - 'grain_minutes' - 'bucket' AS figures
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

-- ---------------------------------------------------------------------------------------------------------
-- For the Worker of the version before, while it is still being replaced.
-- ---------------------------------------------------------------------------------------------------------
DROP FUNCTION "dashboard_cover"(text, timestamptz, timestamptz);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "dashboard_session_totals"(since timestamptz, until timestamptz)
RETURNS TABLE (sessions numeric, waiting numeric, active numeric, closed numeric, messages numeric,
	answered numeric, response_microseconds numeric, rated_1 numeric, rated_2 numeric, rated_3 numeric,
	rated_4 numeric, rated_5 numeric, closed_rated numeric)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	SELECT coalesce(s.sessions, 0), coalesce(s.waiting, 0), coalesce(s.active, 0), coalesce(s.closed, 0),
		coalesce(s.messages, 0), coalesce(s.answered, 0), coalesce(s.response_microseconds, 0),
		coalesce(s.rated_1, 0), coalesce(s.rated_2, 0), coalesce(s.rated_3, 0), coalesce(s.rated_4, 0),
		coalesce(s.rated_5, 0), coalesce(s.closed_rated, 0)
	FROM (SELECT) one LEFT JOIN public.dashboard_session_sums(ARRAY[since, until]) s ON true;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "dashboard_agent_totals"(since timestamptz, until timestamptz, only_agent uuid DEFAULT NULL)
RETURNS TABLE (agent_id uuid, handled numeric, sent numeric, answered numeric, response_microseconds numeric,
	rated numeric, rating_sum numeric)
LANGUAGE plpgsql STABLE ROWS 200 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	SELECT s.agent_id, s.handled, s.sent, s.answered, s.response_microseconds, s.rated, s.rating_sum
	FROM public.dashboard_agent_sums(ARRAY[since, until], only_agent) s;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "dashboard_message_totals"(since timestamptz, until timestamptz)
RETURNS TABLE (texts numeric, files numeric, images numeric, sent numeric, delivered numeric, read numeric,
	text_characters numeric)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	SELECT coalesce(s.texts, 0), coalesce(s.files, 0), coalesce(s.images, 0), coalesce(s.sent, 0),
		coalesce(s.delivered, 0), coalesce(s.read, 0), coalesce(s.text_characters, 0)
	FROM (SELECT) one LEFT JOIN public.dashboard_message_sums(ARRAY[since, until]) s ON true;
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Marks. Spans move with queued_at, started_at and closed_at as well. What our own triggers change in a session
-- they mark themselves, so that a message costs its session no further trigger.
-- ---------------------------------------------------------------------------------------------------------
CREATE OR REPLACE TRIGGER "dashboard_mark_update" AFTER UPDATE ON "chat_sessions"
	FOR EACH ROW WHEN (
		(OLD.id, OLD.created_at, OLD.status, OLD.queued_at) IS DISTINCT FROM (NEW.id, NEW.created_at, NEW.status, NEW.queued_at)
		OR OLD.started_at IS DISTINCT FROM NEW.started_at
		OR OLD.closed_at IS DISTINCT FROM NEW.closed_at
		OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
		OR OLD.rating IS DISTINCT FROM NEW.rating
	) EXECUTE FUNCTION "dashboard_session_updated"();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "dashboard_messages_inserted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	message record;
	session record;
BEGIN
	SELECT id, session_id, sender_id, created_at, count(*) OVER () AS messages INTO message FROM added LIMIT 1;
	IF NOT FOUND THEN
		RETURN NULL;
	END IF;
	IF message.messages = 1 THEN
		UPDATE public.chat_sessions
		SET message_count = message_count + 1, total_messages = message_count + 1
		WHERE id = message.session_id
		RETURNING created_at, first_response_at, first_response_id INTO session;
		IF session.first_response_id IS NULL
			OR (message.created_at, message.id) < (session.first_response_at, session.first_response_id) THEN
			UPDATE public.chat_sessions
			SET first_response_at = message.created_at,
				first_response_id = message.id,
				first_responder_id = message.sender_id
			WHERE id = message.session_id AND EXISTS (
				SELECT 1 FROM public.chat_participants p
				WHERE p.session_id = message.session_id AND p.user_id = message.sender_id
					AND p.role = 'support_agent'
			);
		END IF;
		INSERT INTO public.dashboard_marks VALUES
			('messages', public.dashboard_bucket(message.created_at)),
			('sessions', public.dashboard_bucket(coalesce(session.created_at, message.created_at)));
		RETURN NULL;
	END IF;
	-- Planned anew each time (hence EXECUTE): a plan that was made while the tables were small can take a time that
	-- grows with the square of the rows.
	EXECUTE $bulk$
		SELECT count(*) FROM (
			SELECT FROM public.chat_sessions
			WHERE id IN (SELECT session_id FROM added) ORDER BY id FOR NO KEY UPDATE
		) locked
	$bulk$;
	EXECUTE $bulk$
		UPDATE public.chat_sessions s
		SET message_count = s.message_count + more.messages,
			total_messages = s.message_count + more.messages,
			(first_response_at, first_response_id, first_responder_id) = (
				SELECT CASE WHEN earlier THEN more.created_at ELSE s.first_response_at END,
					CASE WHEN earlier THEN more.id ELSE s.first_response_id END,
					CASE WHEN earlier THEN more.sender_id ELSE s.first_responder_id END
				FROM (SELECT more.by_agent AND (s.first_response_id IS NULL
					OR (more.created_at, more.id) < (s.first_response_at, s.first_response_id)) AS earlier) first
			)
		FROM (
			-- One pass: the count, and beside it the earliest message of an agent, if there is one.
			SELECT DISTINCT ON (a.session_id) a.session_id, a.created_at, a.id, a.sender_id,
				p.user_id IS NOT NULL AS by_agent,
				(count(*) OVER (PARTITION BY a.session_id))::integer AS messages
			FROM added a
			LEFT JOIN public.chat_participants p
				ON p.session_id = a.session_id AND p.user_id = a.sender_id AND p.role = 'support_agent'
			ORDER BY a.session_id, p.user_id IS NULL, a.created_at, a.id
		) more
		WHERE s.id = more.session_id
	$bulk$;
	EXECUTE $bulk$
		INSERT INTO public.dashboard_marks
		SELECT DISTINCT 'messages', public.dashboard_bucket(created_at) FROM added
		UNION ALL
		SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at)
		FROM public.chat_sessions WHERE id IN (SELECT session_id FROM added)
	$bulk$;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_first_response"(of_session uuid)
RETURNS TABLE (created_at timestamptz, id uuid, sender_id uuid) LANGUAGE sql STABLE AS $$
	SELECT m.created_at, m.id, m.sender_id
	FROM public.chat_messages m
	WHERE m.session_id = of_session
		AND EXISTS (
			SELECT 1 FROM public.chat_participants p
			WHERE p.session_id = m.session_id AND p.user_id = m.sender_id AND p.role = 'support_agent'
		)
	ORDER BY m.created_at, m.id
	LIMIT 1
$$;
--> statement-breakpoint
-- Many sessions at once are looked up by a plan of their own (hence EXECUTE), made for as many as there are: one that
-- was made for few, while the tables were small, takes a time that grows with their square.
CREATE OR REPLACE FUNCTION "dashboard_find_first_responses"(session_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF cardinality(session_ids) <= 20 THEN
		PERFORM 1 FROM public.chat_sessions WHERE id = ANY (session_ids) ORDER BY id FOR NO KEY UPDATE;
		-- Always writes the row, changed or not: under REPEATABLE READ that is what makes a concurrent writer with
		-- an older snapshot fail, instead of missing what it can't see.
		UPDATE public.chat_sessions s
		SET first_response_at = response.created_at,
			first_response_id = response.id,
			first_responder_id = response.sender_id
		FROM (SELECT DISTINCT id FROM unnest(session_ids) AS given (id)) affected
		LEFT JOIN LATERAL public.dashboard_first_response(affected.id) response ON true
		WHERE s.id = affected.id;
		-- Who handled these sessions, and who sent what in them, may have changed without a change in their rows.
		INSERT INTO public.dashboard_marks
		SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at)
		FROM public.chat_sessions WHERE id = ANY (session_ids);
		RETURN;
	END IF;
	EXECUTE $many$
		SELECT count(*) FROM (
			SELECT FROM public.chat_sessions WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE
		) locked
	$many$ USING session_ids;
	EXECUTE $many$
		UPDATE public.chat_sessions s
		SET first_response_at = response.created_at,
			first_response_id = response.id,
			first_responder_id = response.sender_id
		FROM (SELECT DISTINCT id FROM unnest($1) AS given (id)) affected
		LEFT JOIN LATERAL public.dashboard_first_response(affected.id) response ON true
		WHERE s.id = affected.id
	$many$ USING session_ids;
	EXECUTE $many$
		INSERT INTO public.dashboard_marks
		SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at)
		FROM public.chat_sessions WHERE id = ANY ($1)
	$many$ USING session_ids;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "dashboard_messages_deleted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	unanswered uuid[];
BEGIN
	PERFORM 1 FROM public.chat_sessions
	WHERE id IN (SELECT session_id FROM removed) ORDER BY id FOR NO KEY UPDATE;
	UPDATE public.chat_sessions s
	-- Never below nothing: one statement may delete a session and write another of its id, which the deleted
	-- one's messages were never counted in.
	SET message_count = greatest(0, s.message_count - fewer.messages),
		total_messages = greatest(0, s.message_count - fewer.messages)
	FROM (SELECT session_id, count(*)::integer AS messages FROM removed GROUP BY session_id) fewer
	WHERE s.id = fewer.session_id;
	INSERT INTO public.dashboard_marks
	SELECT DISTINCT 'messages', public.dashboard_bucket(created_at) FROM removed
	UNION ALL
	SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at)
	FROM public.chat_sessions WHERE id IN (SELECT session_id FROM removed);
	-- Only a session that lost its first response needs to look for another.
	SELECT array_agg(s.id) INTO unanswered
	FROM public.chat_sessions s JOIN removed r ON r.session_id = s.id AND r.id = s.first_response_id;
	IF unanswered IS NOT NULL THEN
		PERFORM public.dashboard_find_first_responses(unanswered);
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- After the triggers above, which waited for all earlier writers.
INSERT INTO "dashboard_marks" SELECT DISTINCT 'sessions', "dashboard_bucket"(created_at) FROM "chat_sessions";
