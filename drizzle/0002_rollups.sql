-- Rollups: how they are kept, read, folded and checked. docs/rollups.md says why.


-- ---------------------------------------------------------------------------------------------------------
-- The figures over raw rows. Each has its one definition here: folding, the cut ends of a window, changed
-- buckets and reconciliation all go through these. Stretches are half-open: [since, until).
-- ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION "dashboard_raw_sessions"(since timestamptz, until timestamptz)
RETURNS TABLE (sessions bigint, waiting bigint, active bigint, closed bigint, messages bigint, answered bigint,
	response_microseconds numeric, rated_1 bigint, rated_2 bigint, rated_3 bigint, rated_4 bigint, rated_5 bigint,
	closed_rated bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT count(*),
		count(*) FILTER (WHERE s.status = 'waiting'),
		count(*) FILTER (WHERE s.status = 'active'),
		count(*) FILTER (WHERE s.status = 'closed'),
		coalesce(sum(s.total_messages), 0),
		count(s.first_response_at),
		-- Never below 0; greatest() alone would make 0 of an unanswered session.
		coalesce(sum(greatest(0, (extract(epoch FROM s.first_response_at - s.created_at) * 1000000)::bigint))
			FILTER (WHERE s.first_response_at IS NOT NULL), 0),
		count(*) FILTER (WHERE s.rating = 1),
		count(*) FILTER (WHERE s.rating = 2),
		count(*) FILTER (WHERE s.rating = 3),
		count(*) FILTER (WHERE s.rating = 4),
		count(*) FILTER (WHERE s.rating = 5),
		count(s.rating) FILTER (WHERE s.status = 'closed')
	FROM public.chat_sessions s
	WHERE s.created_at >= since AND s.created_at < until
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_raw_agents"(since timestamptz, until timestamptz, only_agent uuid DEFAULT NULL)
RETURNS TABLE (agent_id uuid, handled bigint, sent bigint, answered bigint, response_microseconds numeric,
	rated bigint, rating_sum bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT part.agent_id, sum(part.handled)::bigint, sum(part.sent)::bigint, sum(part.answered)::bigint,
		sum(part.response_microseconds), sum(part.rated)::bigint, sum(part.rating_sum)::bigint
	FROM (
		SELECT p.user_id AS agent_id, 1 AS handled,
			(SELECT count(*) FROM public.chat_messages m WHERE m.session_id = s.id AND m.sender_id = p.user_id) AS sent,
			0 AS answered, 0::numeric AS response_microseconds, 0 AS rated, 0 AS rating_sum
		FROM public.chat_sessions s
		-- By index, session for session (hence the offset): the planner doesn't know how short the stretch is.
		CROSS JOIN LATERAL (
			SELECT user_id FROM public.chat_participants WHERE session_id = s.id AND role = 'support_agent' OFFSET 0
		) p
		WHERE s.created_at >= since AND s.created_at < until
		UNION ALL
		SELECT s.first_responder_id, 0, 0, 1,
			greatest(0, (extract(epoch FROM s.first_response_at - s.created_at) * 1000000)::bigint), 0, 0
		FROM public.chat_sessions s
		WHERE s.created_at >= since AND s.created_at < until AND s.first_responder_id IS NOT NULL
		UNION ALL
		SELECT s.assigned_agent_id, 0, 0, 0, 0, 1, s.rating
		FROM public.chat_sessions s
		WHERE s.created_at >= since AND s.created_at < until
			AND s.assigned_agent_id IS NOT NULL AND s.rating IS NOT NULL
	) part
	WHERE only_agent IS NULL OR part.agent_id = only_agent
	GROUP BY part.agent_id
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_raw_messages"(since timestamptz, until timestamptz)
RETURNS TABLE (texts bigint, files bigint, images bigint, sent bigint, delivered bigint, read bigint,
	text_characters bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT count(*) FILTER (WHERE m.message_type = 'text'),
		count(*) FILTER (WHERE m.message_type = 'file'),
		count(*) FILTER (WHERE m.message_type = 'image'),
		count(*) FILTER (WHERE m.status = 'sent'),
		count(*) FILTER (WHERE m.status = 'delivered'),
		count(*) FILTER (WHERE m.status = 'read'),
		-- Unicode code points: the database is in UTF-8.
		coalesce(sum(char_length(m.content)) FILTER (WHERE m.message_type = 'text'), 0)
	FROM public.chat_messages m
	WHERE m.created_at >= since AND m.created_at < until
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Marks: what a writer leaves behind, in its own transaction. Always appended, never merged: a mark that is
-- there already may be folded away before this transaction's rows can be seen.
-- ---------------------------------------------------------------------------------------------------------
ALTER TABLE "dashboard_marks" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
--> statement-breakpoint
-- Whoever writes chats leaves marks, with no rights of its own here but this one.
GRANT INSERT ON "dashboard_marks" TO PUBLIC;
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_inserted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks
	SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at) FROM added;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_mark_insert" AFTER INSERT ON "chat_sessions"
	REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_session_inserted"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_deleted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks
	SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at) FROM removed;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_mark_delete" AFTER DELETE ON "chat_sessions"
	REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_session_deleted"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_updated"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks VALUES ('sessions', public.dashboard_bucket(NEW.created_at));
	IF NEW.created_at <> OLD.created_at THEN
		INSERT INTO public.dashboard_marks VALUES ('sessions', public.dashboard_bucket(OLD.created_at));
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
-- A row trigger, for its condition: an update that moves no figure (last_activity_at with every message, above
-- all) costs a comparison and no call.
CREATE TRIGGER "dashboard_mark_update" AFTER UPDATE ON "chat_sessions"
	FOR EACH ROW WHEN (
		(OLD.created_at, OLD.status, OLD.total_messages) IS DISTINCT FROM (NEW.created_at, NEW.status, NEW.total_messages)
		OR OLD.first_response_at IS DISTINCT FROM NEW.first_response_at
		OR OLD.first_responder_id IS DISTINCT FROM NEW.first_responder_id
		OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
		OR OLD.rating IS DISTINCT FROM NEW.rating
	) EXECUTE FUNCTION "dashboard_session_updated"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_message_updated"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks VALUES ('messages', public.dashboard_bucket(NEW.created_at));
	IF NEW.created_at <> OLD.created_at THEN
		INSERT INTO public.dashboard_marks VALUES ('messages', public.dashboard_bucket(OLD.created_at));
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_mark_update" AFTER UPDATE ON "chat_messages"
	FOR EACH ROW WHEN (
		(OLD.created_at, OLD.message_type, OLD.status, OLD.content)
			IS DISTINCT FROM (NEW.created_at, NEW.message_type, NEW.status, NEW.content)
	) EXECUTE FUNCTION "dashboard_message_updated"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_rollups_truncated"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks
	SELECT 'sessions', bucket FROM public.dashboard_session_rollups WHERE grain_minutes = 5
	UNION
	SELECT 'sessions', bucket FROM public.dashboard_agent_rollups WHERE grain_minutes = 5
	UNION
	SELECT 'messages', bucket FROM public.dashboard_message_rollups
	WHERE grain_minutes = 5 AND TG_TABLE_NAME <> 'chat_participants';
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_mark_truncate" AFTER TRUNCATE ON "chat_sessions"
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_rollups_truncated"();
--> statement-breakpoint
CREATE TRIGGER "dashboard_mark_truncate" AFTER TRUNCATE ON "chat_messages"
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_rollups_truncated"();
--> statement-breakpoint
CREATE TRIGGER "dashboard_mark_truncate" AFTER TRUNCATE ON "chat_participants"
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_rollups_truncated"();
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Reading. A stretch is covered by the coarsest rollups that lie in it and are untouched; what is marked, and
-- the cut ends, are read raw (grain 0). All of it is STABLE: one snapshot, the caller's. Without JIT: compiling
-- takes longer than any of these runs, and the planner can't know how few the pieces are. Planned once a
-- connection: every piece is short whatever the window is, so that a plan for its very parameters is no better.
-- OFFSET 0 keeps it to one look into an index a piece, however large the rollups grow.
-- ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION "dashboard_cover"(of_subject text, since timestamptz, until timestamptz)
RETURNS TABLE (grain_minutes integer, piece_since timestamptz, piece_until timestamptz)
LANGUAGE plpgsql STABLE ROWS 100 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	WITH dirty AS MATERIALIZED (
		SELECT DISTINCT m.bucket FROM public.dashboard_marks m
		WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(since) AND m.bucket < until
	),
	weeks AS MATERIALIZED (
		SELECT w, w >= since AND w + interval '168 hours' <= until AND NOT EXISTS (
			SELECT FROM dirty WHERE bucket >= w AND bucket < w + interval '168 hours') AS whole
		FROM generate_series(
			date_bin('168 hours', since, timestamptz '2000-01-03 00:00:00+00'),
			until - interval '1 microsecond', interval '168 hours') w
	),
	days AS MATERIALIZED (
		SELECT d, d >= since AND d + interval '24 hours' <= until AND NOT EXISTS (
			SELECT FROM dirty WHERE bucket >= d AND bucket < d + interval '24 hours') AS whole
		FROM weeks CROSS JOIN LATERAL generate_series(w, w + interval '144 hours', interval '24 hours') d
		WHERE NOT weeks.whole AND d < until AND d + interval '24 hours' > since
	),
	quarters AS MATERIALIZED (
		SELECT q, q >= since AND q + interval '6 hours' <= until AND NOT EXISTS (
			SELECT FROM dirty WHERE bucket >= q AND bucket < q + interval '6 hours') AS whole
		FROM days CROSS JOIN LATERAL generate_series(d, d + interval '18 hours', interval '6 hours') q
		WHERE NOT days.whole AND q < until AND q + interval '6 hours' > since
	),
	hours AS MATERIALIZED (
		SELECT h, h >= since AND h + interval '1 hour' <= until AND NOT EXISTS (
			SELECT FROM dirty WHERE bucket >= h AND bucket < h + interval '1 hour') AS whole
		FROM quarters CROSS JOIN LATERAL generate_series(q, q + interval '5 hours', interval '1 hour') h
		WHERE NOT quarters.whole AND h < until AND h + interval '1 hour' > since
	),
	fives AS MATERIALIZED (
		SELECT f, f >= since AND f + interval '5 minutes' <= until AND NOT EXISTS (
			SELECT FROM dirty WHERE bucket = f) AS whole
		FROM hours CROSS JOIN LATERAL generate_series(h, h + interval '55 minutes', interval '5 minutes') f
		WHERE NOT hours.whole AND f < until AND f + interval '5 minutes' > since
	)
	SELECT 10080, w, w + interval '168 hours' FROM weeks WHERE whole
	UNION ALL SELECT 1440, d, d + interval '24 hours' FROM days WHERE whole
	UNION ALL SELECT 360, q, q + interval '6 hours' FROM quarters WHERE whole
	UNION ALL SELECT 60, h, h + interval '1 hour' FROM hours WHERE whole
	UNION ALL SELECT 5, f, f + interval '5 minutes' FROM fives WHERE whole
	UNION ALL SELECT 0, greatest(f, since), least(f + interval '5 minutes', until) FROM fives WHERE NOT whole;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_totals"(since timestamptz, until timestamptz)
RETURNS TABLE (sessions numeric, waiting numeric, active numeric, closed numeric, messages numeric,
	answered numeric, response_microseconds numeric, rated_1 numeric, rated_2 numeric, rated_3 numeric,
	rated_4 numeric, rated_5 numeric, closed_rated numeric)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	WITH cover AS MATERIALIZED (SELECT * FROM public.dashboard_cover('sessions', since, until))
	SELECT coalesce(sum(part.sessions), 0), coalesce(sum(part.waiting), 0), coalesce(sum(part.active), 0),
		coalesce(sum(part.closed), 0), coalesce(sum(part.messages), 0), coalesce(sum(part.answered), 0),
		coalesce(sum(part.response_microseconds), 0), coalesce(sum(part.rated_1), 0),
		coalesce(sum(part.rated_2), 0), coalesce(sum(part.rated_3), 0), coalesce(sum(part.rated_4), 0),
		coalesce(sum(part.rated_5), 0), coalesce(sum(part.closed_rated), 0)
	FROM (
		SELECT r.sessions, r.waiting, r.active, r.closed, r.messages, r.answered, r.response_microseconds,
			r.rated_1, r.rated_2, r.rated_3, r.rated_4, r.rated_5, r.closed_rated
		FROM cover c CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_session_rollups kept
			WHERE kept.grain_minutes = c.grain_minutes AND kept.bucket = c.piece_since OFFSET 0
		) r
		UNION ALL
		SELECT raw.* FROM cover c
		CROSS JOIN LATERAL public.dashboard_raw_sessions(c.piece_since, c.piece_until) raw
		WHERE c.grain_minutes = 0
	) part;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_agent_totals"(since timestamptz, until timestamptz, only_agent uuid DEFAULT NULL)
RETURNS TABLE (agent_id uuid, handled numeric, sent numeric, answered numeric, response_microseconds numeric,
	rated numeric, rating_sum numeric)
LANGUAGE plpgsql STABLE ROWS 200 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	WITH cover AS MATERIALIZED (SELECT * FROM public.dashboard_cover('sessions', since, until))
	SELECT part.agent_id, sum(part.handled), sum(part.sent), sum(part.answered),
		sum(part.response_microseconds), sum(part.rated), sum(part.rating_sum)
	FROM (
		SELECT r.agent_id, r.handled, r.sent, r.answered, r.response_microseconds, r.rated, r.rating_sum
		FROM cover c CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_agent_rollups kept
			WHERE kept.grain_minutes = c.grain_minutes AND kept.bucket = c.piece_since
				AND (only_agent IS NULL OR kept.agent_id = only_agent) OFFSET 0
		) r
		UNION ALL
		SELECT raw.* FROM cover c
		CROSS JOIN LATERAL public.dashboard_raw_agents(c.piece_since, c.piece_until, only_agent) raw
		WHERE c.grain_minutes = 0
	) part
	GROUP BY part.agent_id;
END
$$;
--> statement-breakpoint
CREATE FUNCTION "dashboard_message_totals"(since timestamptz, until timestamptz)
RETURNS TABLE (texts numeric, files numeric, images numeric, sent numeric, delivered numeric, read numeric,
	text_characters numeric)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
	RETURN QUERY
	WITH cover AS MATERIALIZED (SELECT * FROM public.dashboard_cover('messages', since, until))
	SELECT coalesce(sum(part.texts), 0), coalesce(sum(part.files), 0), coalesce(sum(part.images), 0),
		coalesce(sum(part.sent), 0), coalesce(sum(part.delivered), 0), coalesce(sum(part.read), 0),
		coalesce(sum(part.text_characters), 0)
	FROM (
		SELECT r.texts, r.files, r.images, r.sent, r.delivered, r.read, r.text_characters
		FROM cover c CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_message_rollups kept
			WHERE kept.grain_minutes = c.grain_minutes AND kept.bucket = c.piece_since OFFSET 0
		) r
		UNION ALL
		SELECT raw.* FROM cover c
		CROSS JOIN LATERAL public.dashboard_raw_messages(c.piece_since, c.piece_until) raw
		WHERE c.grain_minutes = 0
	) part;
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Folding: makes the rollups of marked buckets anew from their raw rows and takes the marks away. VOLATILE:
-- each statement sees at least what the one before saw, and a mark is only taken away by a statement that is
-- followed by one which reads the rows. A row that can't be seen yet has a mark that can't be seen yet either.
-- ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION "dashboard_roll_up"(of_subject text, buckets timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	grains integer[] := ARRAY[5, 60, 360, 1440, 10080];
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
					sum(r.rated_4), sum(r.rated_5), sum(r.closed_rated)
				FROM unnest(stretches) b JOIN public.dashboard_session_rollups r
					ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
				GROUP BY b;
				INSERT INTO public.dashboard_agent_rollups
				SELECT grain, b, r.agent_id, sum(r.handled), sum(r.sent), sum(r.answered),
					sum(r.response_microseconds), sum(r.rated), sum(r.rating_sum)
				FROM unnest(stretches) b JOIN public.dashboard_agent_rollups r
					ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
				GROUP BY b, r.agent_id;
			END IF;
		END IF;
	END LOOP;
END
$$;
--> statement-breakpoint
-- Folds up to max_buckets changed buckets of each subject, the latest first. Returns how many it folded; 0 also
-- where somebody else is folding. To be called outside a transaction of one's own, under READ COMMITTED.
CREATE FUNCTION "dashboard_fold"(max_buckets integer DEFAULT 500) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	of_subject text;
	taken timestamptz[];
	folded integer := 0;
BEGIN
	-- One snapshot would let an older fold overwrite a newer one's result.
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'dashboard_fold runs under READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
	END IF;
	IF NOT pg_try_advisory_xact_lock(hashtext('dashboard_fold')) THEN
		RETURN 0;
	END IF;
	FOREACH of_subject IN ARRAY ARRAY['sessions', 'messages'] LOOP
		SELECT array_agg(bucket) INTO taken FROM (
			SELECT DISTINCT m.bucket FROM public.dashboard_marks m WHERE m.subject = of_subject
			ORDER BY m.bucket DESC LIMIT max_buckets
		) latest;
		IF taken IS NOT NULL THEN
			DELETE FROM public.dashboard_marks m WHERE m.subject = of_subject AND m.bucket = ANY (taken);
			PERFORM public.dashboard_roll_up(of_subject, taken);
			folded := folded + array_length(taken, 1);
		END IF;
	END LOOP;
	RETURN folded;
END
$$;
--> statement-breakpoint

-- ---------------------------------------------------------------------------------------------------------
-- Reconciling: every stretch that begins in [since, until) and has no mark, held against its raw rows. One
-- snapshot; a row a difference. A mark on its first five minutes has a stretch made anew.
-- ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION "dashboard_differences"(since timestamptz, until timestamptz)
RETURNS TABLE (subject text, grain_minutes integer, bucket timestamptz, agent_id uuid, kept jsonb, raw jsonb)
LANGUAGE sql STABLE SET jit = off AS $$
	WITH stretches AS MATERIALIZED (
		SELECT of_subject, g, b, b + make_interval(mins => g) AS e
		FROM unnest(ARRAY['sessions', 'messages']) of_subject
		CROSS JOIN unnest(ARRAY[5, 60, 360, 1440, 10080]) g
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
		SELECT of_subject, g, b, r.agent_id, to_jsonb(r) - 'grain_minutes' - 'bucket'
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
		WHERE of_subject = 'sessions' AND r.sessions > 0
		UNION ALL
		SELECT of_subject, g, b, r.agent_id, to_jsonb(r)
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_agents(b, e) r
		WHERE of_subject = 'sessions'
		UNION ALL
		SELECT of_subject, g, b, NULL, to_jsonb(r)
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_messages(b, e) r
		WHERE of_subject = 'messages' AND r.texts + r.files + r.images > 0
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
-- An existing installation: every bucket that has rows is marked, so that answers are right at once and get
-- quick as folding goes on (npm run backfill). Creating the triggers above waited for all earlier writers.
-- ---------------------------------------------------------------------------------------------------------
INSERT INTO "dashboard_marks"
SELECT DISTINCT 'sessions', "dashboard_bucket"(created_at) FROM "chat_sessions"
UNION ALL
SELECT DISTINCT 'messages', "dashboard_bucket"(created_at) FROM "chat_messages";
