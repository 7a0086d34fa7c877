CREATE OR REPLACE FUNCTION public.dashboard_message_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.dashboard_marks (subject, bucket) VALUES ('messages', public.dashboard_bucket(NEW.created_at));
	IF NEW.created_at <> OLD.created_at THEN
		INSERT INTO public.dashboard_marks (subject, bucket) VALUES ('messages', public.dashboard_bucket(OLD.created_at));
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_mark_update AFTER UPDATE ON public.chat_messages
	FOR EACH ROW WHEN (
		(OLD.created_at, OLD.message_type, OLD.status, OLD.content)
			IS DISTINCT FROM (NEW.created_at, NEW.message_type, NEW.status, NEW.content)
	) EXECUTE FUNCTION public.dashboard_message_updated();
