-- Appends what changes with messages to what is to be folded. Most updates are receipts (`read`): they change the figures
-- of their minute, and nothing about their session. Content counts by its length, which erasing it keeps.
CREATE OR REPLACE FUNCTION public.dashboard_messages_updated() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	INSERT INTO public.dashboard_changes (session_id, minute)
	SELECT DISTINCT side.session_id, public.dashboard_stretch(interval '1 minute', side.created_at)
	FROM before b FULL JOIN after a ON a.id = b.id
	CROSS JOIN LATERAL (SELECT
		(a.id, a.session_id, a.sender_id, a.created_at) IS DISTINCT FROM (b.id, b.session_id, b.sender_id, b.created_at)
		OR public.dashboard_is_said(a.message_type, a.status) <> public.dashboard_is_said(b.message_type, b.status) AS of_session
	) changes
	CROSS JOIN LATERAL (VALUES
		(CASE WHEN changes.of_session THEN b.session_id END, b.created_at),
		(CASE WHEN changes.of_session THEN a.session_id END, a.created_at)
	) side (session_id, created_at)
	WHERE side.created_at IS NOT NULL AND (changes.of_session
		OR (a.message_type, a.status) IS DISTINCT FROM (b.message_type, b.status)
		OR public.dashboard_message_characters(a.content, a.erased_characters)
			IS DISTINCT FROM public.dashboard_message_characters(b.content, b.erased_characters));
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_update AFTER UPDATE ON public.chat_messages
	REFERENCING OLD TABLE AS before NEW TABLE AS after
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_messages_updated();
