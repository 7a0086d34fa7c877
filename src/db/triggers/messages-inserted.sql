-- As in 0003_distributions.sql, but without counting what is most often one.
CREATE OR REPLACE FUNCTION public.dashboard_messages_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
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
		INSERT INTO public.dashboard_marks (subject, bucket) VALUES
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
		INSERT INTO public.dashboard_marks (subject, bucket)
		SELECT DISTINCT 'messages', public.dashboard_bucket(created_at) FROM added
		UNION ALL
		SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at)
		FROM public.chat_sessions WHERE id IN (SELECT session_id FROM added)
	$bulk$;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_insert AFTER INSERT ON public.chat_messages
	REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_messages_inserted();
