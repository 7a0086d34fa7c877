CREATE OR REPLACE FUNCTION public.dashboard_messages_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
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
	INSERT INTO public.dashboard_marks (subject, bucket)
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

CREATE OR REPLACE TRIGGER dashboard_after_delete AFTER DELETE ON public.chat_messages
	REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_messages_deleted();
