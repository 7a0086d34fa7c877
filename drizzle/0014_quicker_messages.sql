-- A message's triggers, quicker. Each message updates its session, and for every statement PostgreSQL reads a table's checks
-- and its row triggers' conditions anew: five instants within ten bounds took a twentieth of the time of an insert.


-- As in 0006_session_triggers.sql: a fold that is under way is waited for, and no writer of messages is met half-way.
SELECT pg_advisory_xact_lock(hashtext('dashboard_fold'));
--> statement-breakpoint
LOCK TABLE "chat_sessions" IN ACCESS EXCLUSIVE MODE;
--> statement-breakpoint
-- Whether RFC 3339 can say these, of which any may be null. In PL/pgSQL it is read once a connection; a function in SQL
-- would be read again wherever it is called.
CREATE FUNCTION "dashboard_times_sayable"(created_at timestamptz, queued_at timestamptz, started_at timestamptz,
	closed_at timestamptz, last_activity_at timestamptz)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	RETURN least(created_at, queued_at, started_at, closed_at, last_activity_at) >= '0001-01-01 00:00:00+00'
		AND greatest(created_at, queued_at, started_at, closed_at, last_activity_at) < '10000-01-01 00:00:00+00';
END
$$;
--> statement-breakpoint
ALTER TABLE "chat_sessions" DROP CONSTRAINT "chat_sessions_times_sayable";--> statement-breakpoint
ALTER TABLE "chat_sessions" ADD CONSTRAINT "chat_sessions_times_sayable" CHECK ("public"."dashboard_times_sayable"("chat_sessions"."created_at", "chat_sessions"."queued_at", "chat_sessions"."started_at", "chat_sessions"."closed_at", "chat_sessions"."last_activity_at"));
--> statement-breakpoint
-- What dashboard_left_queue did, a trigger with a condition: an offer of a session that leaves the queue is over, and does not
-- come back with it. With the rights of the tables' owner, since the chat application needs none on ours.
CREATE FUNCTION "dashboard_withdraw_offers"(of_session uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	IF pg_trigger_depth() = 0 THEN
		RAISE EXCEPTION 'dashboard_withdraw_offers is for triggers' USING ERRCODE = 'insufficient_privilege';
	END IF;
	UPDATE public.dashboard_offers SET outcome = 'withdrawn', outcome_at = clock_timestamp()
	WHERE session_id = of_session AND outcome IS NULL AND expires_at > clock_timestamp();
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "dashboard_session_updated"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- What our own triggers change in a session they mark themselves.
	IF (OLD.id, OLD.created_at, OLD.status, OLD.queued_at) IS DISTINCT FROM (NEW.id, NEW.created_at, NEW.status, NEW.queued_at)
		OR OLD.started_at IS DISTINCT FROM NEW.started_at
		OR OLD.closed_at IS DISTINCT FROM NEW.closed_at
		OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
		OR OLD.rating IS DISTINCT FROM NEW.rating THEN
		INSERT INTO public.dashboard_marks VALUES ('sessions', public.dashboard_bucket(NEW.created_at));
		IF NEW.created_at <> OLD.created_at THEN
			INSERT INTO public.dashboard_marks VALUES ('sessions', public.dashboard_bucket(OLD.created_at));
		END IF;
		IF OLD.status = 'waiting' AND NEW.status <> 'waiting' THEN
			PERFORM public.dashboard_withdraw_offers(NEW.id);
		END IF;
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
DROP TRIGGER "dashboard_left_queue" ON "chat_sessions";
--> statement-breakpoint
DROP FUNCTION "dashboard_session_left_queue"();
--> statement-breakpoint
-- As in 0003_distributions.sql, but without counting what is most often one.
CREATE OR REPLACE FUNCTION "dashboard_messages_inserted"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	message record;
	session record;
BEGIN
	SELECT id, session_id, sender_id, created_at INTO message FROM added LIMIT 1;
	IF NOT FOUND THEN
		RETURN NULL;
	END IF;
	PERFORM FROM added OFFSET 1 LIMIT 1;
	IF NOT FOUND THEN
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
