-- Delivery and read receipts, by far the most updates, leave no difference here and touch no session.
CREATE OR REPLACE FUNCTION public.dashboard_messages_updated() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE TRIGGER dashboard_after_update AFTER UPDATE ON public.chat_messages
	REFERENCING OLD TABLE AS before NEW TABLE AS after
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_messages_updated();
