-- What the dashboard derives from the chat application's rows, kept in the writer's own transaction
-- (docs/data-model.md says why each of these is the way it is).
--
-- One rule carries all of it: whoever changes what a session's derived columns depend on first takes that
-- session's row lock, and only then, in a later statement with a newer snapshot, looks. Of two writers that
-- cannot see each other yet (a message here, its sender's participant row there) the second therefore waits
-- and sees the first. Locks are taken in id order, so that two large statements do not wait in a circle.

-- Beside that, every function here marks the five-minute buckets whose figures change (docs/rollups.md).

-- Five minutes, in UTC. The origin of this and every longer stretch is a Monday; the session's time zone has no say.
CREATE FUNCTION "dashboard_bucket"(instant timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN date_bin('5 minutes', instant, timestamptz '2000-01-03 00:00:00+00');
--> statement-breakpoint

-- chat_sessions: defaults that no column default can say, and a total that no writer can falsify.
CREATE FUNCTION "dashboard_session_before_insert"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.queued_at := coalesce(NEW.queued_at, NEW.created_at);
	NEW.last_activity_at := coalesce(NEW.last_activity_at, NEW.created_at);
	-- A session that is only now written has no messages yet: foreign keys hold.
	NEW.total_messages := 0;
	NEW.message_count := 0;
	NEW.first_response_at := NULL;
	NEW.first_response_id := NULL;
	NEW.first_responder_id := NULL;
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_before_insert" BEFORE INSERT ON "chat_sessions"
	FOR EACH ROW EXECUTE FUNCTION "dashboard_session_before_insert"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_session_before_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.queued_at IS NULL THEN
		NEW.queued_at := OLD.queued_at;
	END IF;
	IF NEW.last_activity_at IS NULL THEN
		NEW.last_activity_at := OLD.last_activity_at;
	END IF;
	IF NEW.status = 'waiting' AND OLD.status <> 'waiting' AND NEW.queued_at = OLD.queued_at THEN
		NEW.queued_at := statement_timestamp();
	END IF;
	IF NEW.id <> OLD.id THEN
		-- Its messages and participants follow by cascade, and are counted as they arrive.
		NEW.message_count := 0;
		NEW.first_response_at := NULL;
		NEW.first_response_id := NULL;
		NEW.first_responder_id := NULL;
	END IF;
	NEW.total_messages := NEW.message_count;
	RETURN NEW;
END
$$;
--> statement-breakpoint
-- A chat application that writes whole rows writes our columns too, as they were when it read them. Only our own
-- triggers change them: those run inside another trigger, a writer's statement does not.
CREATE FUNCTION "dashboard_session_keep_ours"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.message_count := OLD.message_count;
	NEW.first_response_at := OLD.first_response_at;
	NEW.first_response_id := OLD.first_response_id;
	NEW.first_responder_id := OLD.first_responder_id;
	RETURN NEW;
END
$$;
--> statement-breakpoint
-- Named to come before dashboard_before_update: PostgreSQL takes triggers by name.
CREATE TRIGGER "dashboard_before_all_keep_ours" BEFORE UPDATE ON "chat_sessions"
	FOR EACH ROW WHEN (
		pg_trigger_depth() = 0 AND (
			NEW.message_count IS DISTINCT FROM OLD.message_count
			OR NEW.first_response_at IS DISTINCT FROM OLD.first_response_at
			OR NEW.first_response_id IS DISTINCT FROM OLD.first_response_id
			OR NEW.first_responder_id IS DISTINCT FROM OLD.first_responder_id
		)
	) EXECUTE FUNCTION "dashboard_session_keep_ours"();
--> statement-breakpoint
-- The condition keeps the function out of the way of ordinary updates, ours among them.
CREATE TRIGGER "dashboard_before_update" BEFORE UPDATE ON "chat_sessions"
	FOR EACH ROW WHEN (
		NEW.total_messages IS DISTINCT FROM NEW.message_count
		OR NEW.id <> OLD.id
		OR NEW.queued_at IS NULL
		OR NEW.last_activity_at IS NULL
		OR (NEW.status = 'waiting' AND OLD.status <> 'waiting')
	) EXECUTE FUNCTION "dashboard_session_before_update"();
--> statement-breakpoint
-- Counts only ever move by differences, first responses are only ever looked up anew: one statement can
-- insert, update and delete at once (MERGE, ON CONFLICT, data-modifying WITH), and its triggers then run one
-- after the other over the same final rows, so that a count taken anew in one would be counted twice by the next.
CREATE FUNCTION "dashboard_find_first_responses"(session_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM 1 FROM public.chat_sessions WHERE id = ANY (session_ids) ORDER BY id FOR NO KEY UPDATE;
	-- Always writes the row, changed or not: under REPEATABLE READ that is what makes a concurrent writer with
	-- an older snapshot fail, instead of missing what it can't see.
	UPDATE public.chat_sessions s
	SET first_response_at = response.created_at,
		first_response_id = response.id,
		first_responder_id = response.sender_id
	FROM (SELECT DISTINCT id FROM unnest(session_ids) AS given (id)) affected
	LEFT JOIN LATERAL (
		SELECT m.created_at, m.id, m.sender_id
		FROM public.chat_messages m
		WHERE m.session_id = affected.id
			AND EXISTS (
				SELECT 1 FROM public.chat_participants p
				WHERE p.session_id = m.session_id AND p.user_id = m.sender_id AND p.role = 'support_agent'
			)
		ORDER BY m.created_at, m.id
		LIMIT 1
	) response ON true
	WHERE s.id = affected.id;
	-- Who handled these sessions, and who sent what in them, may have changed without a change in their rows.
	INSERT INTO public.dashboard_marks
	SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at)
	FROM public.chat_sessions WHERE id = ANY (session_ids);
END
$$;
--> statement-breakpoint
-- The chat application's hot path is one message: then counting takes the lock, and only a message that comes
-- before all responses so far is worth a look, in a statement of its own, at who sent it.
CREATE FUNCTION "dashboard_messages_inserted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	message record;
	so_far record;
	messages integer := 0;
BEGIN
	FOR message IN SELECT id, session_id, sender_id, created_at FROM added LIMIT 2 LOOP
		messages := messages + 1;
	END LOOP;
	IF messages = 0 THEN
		RETURN NULL;
	END IF;
	IF messages = 1 THEN
		INSERT INTO public.dashboard_marks VALUES ('messages', public.dashboard_bucket(message.created_at));
		UPDATE public.chat_sessions
		SET message_count = message_count + 1, total_messages = message_count + 1
		WHERE id = message.session_id
		RETURNING first_response_at, first_response_id INTO so_far;
		IF so_far.first_response_id IS NULL
			OR (message.created_at, message.id) < (so_far.first_response_at, so_far.first_response_id) THEN
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
		RETURN NULL;
	END IF;
	INSERT INTO public.dashboard_marks
	SELECT DISTINCT 'messages', public.dashboard_bucket(created_at) FROM added;
	PERFORM 1 FROM public.chat_sessions
	WHERE id IN (SELECT session_id FROM added) ORDER BY id FOR NO KEY UPDATE;
	UPDATE public.chat_sessions s
	SET message_count = s.message_count + more.messages,
		total_messages = s.message_count + more.messages,
		first_response_at = CASE WHEN more.earlier THEN more.created_at ELSE s.first_response_at END,
		first_response_id = CASE WHEN more.earlier THEN more.id ELSE s.first_response_id END,
		first_responder_id = CASE WHEN more.earlier THEN more.sender_id ELSE s.first_responder_id END
	FROM (
		SELECT counted.session_id, counted.messages, response.created_at, response.id, response.sender_id,
			response.id IS NOT NULL AND (
				known.first_response_id IS NULL
				OR (response.created_at, response.id) < (known.first_response_at, known.first_response_id)
			) AS earlier
		FROM (SELECT session_id, count(*)::integer AS messages FROM added GROUP BY session_id) counted
		JOIN public.chat_sessions known ON known.id = counted.session_id
		LEFT JOIN (
			SELECT DISTINCT ON (a.session_id) a.session_id, a.created_at, a.id, a.sender_id
			FROM added a
			JOIN public.chat_participants p
				ON p.session_id = a.session_id AND p.user_id = a.sender_id AND p.role = 'support_agent'
			ORDER BY a.session_id, a.created_at, a.id
		) response ON response.session_id = counted.session_id
	) more
	WHERE s.id = more.session_id;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_after_insert" AFTER INSERT ON "chat_messages"
	REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_messages_inserted"();
--> statement-breakpoint
-- Delivery and read receipts, by far the most updates, leave no difference here and touch no session.
CREATE FUNCTION "dashboard_messages_updated"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	affected uuid[];
BEGIN
	SELECT array_agg(DISTINCT changed.session_id) INTO affected
	FROM (
		(SELECT id, session_id, sender_id, created_at FROM before EXCEPT ALL
			SELECT id, session_id, sender_id, created_at FROM after)
		UNION ALL
		(SELECT id, session_id, sender_id, created_at FROM after EXCEPT ALL
			SELECT id, session_id, sender_id, created_at FROM before)
	) changed;
	IF affected IS NULL THEN
		RETURN NULL;
	END IF;
	PERFORM public.dashboard_find_first_responses(affected);
	UPDATE public.chat_sessions s
	-- Never below nothing, as below in dashboard_messages_deleted.
	SET message_count = greatest(0, s.message_count + moved.messages),
		total_messages = greatest(0, s.message_count + moved.messages)
	FROM (
		SELECT session_id, sum(n)::integer AS messages
		FROM (SELECT session_id, 1 AS n FROM after UNION ALL SELECT session_id, -1 FROM before) signed
		GROUP BY session_id
	) moved
	WHERE s.id = moved.session_id AND moved.messages <> 0;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_after_update" AFTER UPDATE ON "chat_messages"
	REFERENCING OLD TABLE AS before NEW TABLE AS after
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_messages_updated"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_messages_deleted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	unanswered uuid[];
BEGIN
	INSERT INTO public.dashboard_marks
	SELECT DISTINCT 'messages', public.dashboard_bucket(created_at) FROM removed;
	PERFORM 1 FROM public.chat_sessions
	WHERE id IN (SELECT session_id FROM removed) ORDER BY id FOR NO KEY UPDATE;
	UPDATE public.chat_sessions s
	-- Never below nothing: one statement may delete a session and write another of its id, which the deleted
	-- one's messages were never counted in.
	SET message_count = greatest(0, s.message_count - fewer.messages),
		total_messages = greatest(0, s.message_count - fewer.messages)
	FROM (SELECT session_id, count(*)::integer AS messages FROM removed GROUP BY session_id) fewer
	WHERE s.id = fewer.session_id;
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
CREATE TRIGGER "dashboard_after_delete" AFTER DELETE ON "chat_messages"
	REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_messages_deleted"();
--> statement-breakpoint
-- A participant row can make messages that are already there a response, or stop them being one.
CREATE FUNCTION "dashboard_participants_inserted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	affected uuid[];
BEGIN
	SELECT array_agg(DISTINCT session_id) INTO affected FROM added WHERE role = 'support_agent';
	IF affected IS NOT NULL THEN
		PERFORM public.dashboard_find_first_responses(affected);
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_after_insert" AFTER INSERT ON "chat_participants"
	REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_participants_inserted"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_participants_updated"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	affected uuid[];
BEGIN
	SELECT array_agg(DISTINCT changed.session_id) INTO affected
	FROM (
		(SELECT session_id, user_id FROM before WHERE role = 'support_agent' EXCEPT
			SELECT session_id, user_id FROM after WHERE role = 'support_agent')
		UNION ALL
		(SELECT session_id, user_id FROM after WHERE role = 'support_agent' EXCEPT
			SELECT session_id, user_id FROM before WHERE role = 'support_agent')
	) changed;
	IF affected IS NOT NULL THEN
		PERFORM public.dashboard_find_first_responses(affected);
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_after_update" AFTER UPDATE ON "chat_participants"
	REFERENCING OLD TABLE AS before NEW TABLE AS after
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_participants_updated"();
--> statement-breakpoint
CREATE FUNCTION "dashboard_participants_deleted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	affected uuid[];
BEGIN
	SELECT array_agg(DISTINCT session_id) INTO affected FROM removed WHERE role = 'support_agent';
	IF affected IS NOT NULL THEN
		PERFORM public.dashboard_find_first_responses(affected);
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_after_delete" AFTER DELETE ON "chat_participants"
	REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_participants_deleted"();
--> statement-breakpoint
-- TRUNCATE fires no row or transition-table trigger.
CREATE FUNCTION "dashboard_rows_truncated"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- TRUNCATE takes rows away that an older snapshot does not show: their sessions could not be mended.
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'TRUNCATE of % needs READ COMMITTED', TG_TABLE_NAME USING ERRCODE = 'feature_not_supported';
	END IF;
	UPDATE public.chat_sessions s
	SET message_count = CASE WHEN TG_TABLE_NAME = 'chat_messages' THEN 0 ELSE s.message_count END,
		total_messages = CASE WHEN TG_TABLE_NAME = 'chat_messages' THEN 0 ELSE s.message_count END,
		first_response_at = NULL,
		first_response_id = NULL,
		first_responder_id = NULL
	WHERE s.message_count > 0;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_after_truncate" AFTER TRUNCATE ON "chat_messages"
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_rows_truncated"();
--> statement-breakpoint
CREATE TRIGGER "dashboard_after_truncate" AFTER TRUNCATE ON "chat_participants"
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_rows_truncated"();
--> statement-breakpoint
-- Append-only. TRUNCATE stays with the table's owner, for retention.
CREATE FUNCTION "dashboard_audit_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'chat_audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "dashboard_append_only" BEFORE UPDATE OR DELETE ON "chat_audit_log"
	FOR EACH STATEMENT EXECUTE FUNCTION "dashboard_audit_is_append_only"();
