-- Appends the sessions and minutes of messages that are inserted or deleted to what is to be folded.
CREATE OR REPLACE FUNCTION public.dashboard_messages_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	INSERT INTO public.dashboard_changes (session_id, minute)
	SELECT DISTINCT w.session_id, public.dashboard_stretch(interval '1 minute', w.created_at) FROM written w;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_insert AFTER INSERT ON public.chat_messages
	REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_messages_written();
CREATE OR REPLACE TRIGGER dashboard_after_delete AFTER DELETE ON public.chat_messages
	REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_messages_written();
