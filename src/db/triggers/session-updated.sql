CREATE OR REPLACE FUNCTION public.dashboard_session_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- What our own triggers change in a session they mark themselves.
	IF (OLD.id, OLD.created_at, OLD.status, OLD.queued_at) IS DISTINCT FROM (NEW.id, NEW.created_at, NEW.status, NEW.queued_at)
		OR OLD.started_at IS DISTINCT FROM NEW.started_at
		OR OLD.closed_at IS DISTINCT FROM NEW.closed_at
		OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
		OR OLD.rating IS DISTINCT FROM NEW.rating THEN
		INSERT INTO public.dashboard_marks (subject, bucket) VALUES ('sessions', public.dashboard_bucket(NEW.created_at));
		IF NEW.created_at <> OLD.created_at THEN
			INSERT INTO public.dashboard_marks (subject, bucket) VALUES ('sessions', public.dashboard_bucket(OLD.created_at));
		END IF;
		IF OLD.status = 'waiting' AND NEW.status <> 'waiting' THEN
			PERFORM public.dashboard_withdraw_offers(NEW.id);
		END IF;
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_mark_update AFTER UPDATE ON public.chat_sessions
	FOR EACH ROW EXECUTE FUNCTION public.dashboard_session_updated();
