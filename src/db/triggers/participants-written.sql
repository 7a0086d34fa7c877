-- Appends the sessions whose agents or bots change to what is to be folded: messages may become responses, or stop being
-- any, and segments may change hands. Customers play no part in figures.
CREATE OR REPLACE FUNCTION public.dashboard_participants_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	IF TG_OP <> 'INSERT' AND OLD.role <> 'customer' THEN
		INSERT INTO public.dashboard_changes (session_id) VALUES (OLD.session_id);
	END IF;
	IF TG_OP <> 'DELETE' AND NEW.role <> 'customer' THEN
		INSERT INTO public.dashboard_changes (session_id) VALUES (NEW.session_id);
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after AFTER INSERT OR UPDATE OR DELETE ON public.chat_participants
	FOR EACH ROW EXECUTE FUNCTION public.dashboard_participants_written();
