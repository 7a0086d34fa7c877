CREATE OR REPLACE FUNCTION public.dashboard_session_first_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.version := 1;
	NEW.skills := coalesce(NEW.skills, '{}');
	RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_before_first_version BEFORE INSERT ON public.chat_sessions
	FOR EACH ROW WHEN (NEW.version IS DISTINCT FROM 1 OR NEW.skills IS NULL)
	EXECUTE FUNCTION public.dashboard_session_first_version();
