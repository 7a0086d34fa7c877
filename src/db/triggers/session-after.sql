-- Appends an event for each change of a session's facts, and the session to what is to be folded. With the rights of the
-- dashboard, since the chat application needs none on its tables. Reads nothing: a read would make transactions fail under
-- SERIALIZABLE that do not without it.
--
-- A session whose id changes is two: one that is deleted, and one that is inserted.
CREATE OR REPLACE FUNCTION public.dashboard_session_after() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND (OLD.id, OLD.status, OLD.assigned_agent_id, OLD.team, OLD.created_at, OLD.queued_at,
			OLD.started_at, OLD.closed_at, OLD.rating)
		IS NOT DISTINCT FROM (NEW.id, NEW.status, NEW.assigned_agent_id, NEW.team, NEW.created_at, NEW.queued_at,
			NEW.started_at, NEW.closed_at, NEW.rating) THEN
		RETURN NULL;
	END IF;
	IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND OLD.id <> NEW.id THEN
		INSERT INTO public.dashboard_session_events (session_id, happened_at, command)
		VALUES (OLD.id, statement_timestamp(), nullif(current_setting('dashboard.command', true), ''));
		INSERT INTO public.dashboard_changes (session_id) VALUES (OLD.id);
	END IF;
	IF TG_OP <> 'DELETE' THEN
		INSERT INTO public.dashboard_session_events (session_id, happened_at, command, status, assigned_agent_id, team,
			created_at, queued_at, started_at, closed_at, rating)
		VALUES (NEW.id, statement_timestamp(), nullif(current_setting('dashboard.command', true), ''), NEW.status,
			NEW.assigned_agent_id, NEW.team, NEW.created_at, NEW.queued_at, NEW.started_at, NEW.closed_at, NEW.rating);
		INSERT INTO public.dashboard_changes (session_id) VALUES (NEW.id);
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after AFTER INSERT OR UPDATE OR DELETE ON public.chat_sessions
	FOR EACH ROW EXECUTE FUNCTION public.dashboard_session_after();
