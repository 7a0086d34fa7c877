CREATE OR REPLACE FUNCTION public.dashboard_session_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks (subject, bucket)
	SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at) FROM removed;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_mark_delete AFTER DELETE ON public.chat_sessions
	REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_session_deleted();
