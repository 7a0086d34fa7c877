CREATE OR REPLACE FUNCTION public.dashboard_session_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks (subject, bucket)
	SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at) FROM added;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_mark_insert AFTER INSERT ON public.chat_sessions
	REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_session_inserted();
