CREATE OR REPLACE FUNCTION public.dashboard_rollups_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks (subject, bucket)
	SELECT 'sessions', bucket FROM public.dashboard_session_rollups WHERE grain_minutes = 5
	UNION
	SELECT 'sessions', bucket FROM public.dashboard_agent_rollups WHERE grain_minutes = 5
	UNION
	SELECT 'messages', bucket FROM public.dashboard_message_rollups
	WHERE grain_minutes = 5 AND TG_TABLE_NAME <> 'chat_participants';
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_mark_truncate AFTER TRUNCATE ON public.chat_sessions
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rollups_truncated();

CREATE OR REPLACE TRIGGER dashboard_mark_truncate AFTER TRUNCATE ON public.chat_messages
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rollups_truncated();

CREATE OR REPLACE TRIGGER dashboard_mark_truncate AFTER TRUNCATE ON public.chat_participants
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rollups_truncated();
