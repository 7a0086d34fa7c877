-- Fills what a writer of chat_sessions leaves out, in the very row that is written; nothing else is read or changed.
-- With the rights of the dashboard, so that a writer needs none on the functions that it calls.
--
--   team, skills       blank text and nulls become none, and skills a plain list, each once
--   queued_at          at insert created_at; when a session returns to the queue with the queued_at it had, now
--   closed_at          when a session closes without one, now. One that it had is left over from an earlier episode if it
--                      is not after the session was last queued or started. A closed session keeps the one it has
--   last_activity_at   at insert created_at
--   version            1 at insert; then one more whenever status, agent, team, skills or an instant of the session's life
--                      changes, whatever the writer puts there
CREATE OR REPLACE FUNCTION public.dashboard_session_before() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	NEW.team := public.dashboard_named(NEW.team);
	IF TG_OP = 'INSERT' THEN
		NEW.queued_at := coalesce(NEW.queued_at, NEW.created_at);
		NEW.last_activity_at := coalesce(NEW.last_activity_at, NEW.created_at);
		NEW.skills := public.dashboard_skill_names(NEW.skills);
		NEW.version := 1;
		IF NEW.status = 'closed' THEN
			NEW.closed_at := coalesce(NEW.closed_at, statement_timestamp());
		END IF;
		RETURN NEW;
	END IF;
	NEW.queued_at := coalesce(NEW.queued_at, OLD.queued_at);
	NEW.last_activity_at := coalesce(NEW.last_activity_at, OLD.last_activity_at);
	IF NEW.skills IS DISTINCT FROM OLD.skills THEN
		NEW.skills := public.dashboard_skill_names(coalesce(NEW.skills, OLD.skills));
	END IF;
	IF NEW.status = 'waiting' AND OLD.status <> 'waiting' AND NEW.queued_at = OLD.queued_at THEN
		NEW.queued_at := statement_timestamp();
	ELSIF NEW.status = 'closed' AND OLD.status <> 'closed' AND (NEW.closed_at IS NULL
		OR NEW.closed_at = OLD.closed_at AND NEW.closed_at <= greatest(NEW.queued_at, NEW.started_at)) THEN
		NEW.closed_at := statement_timestamp();
	ELSIF NEW.status = 'closed' AND OLD.status = 'closed' THEN
		NEW.closed_at := coalesce(NEW.closed_at, OLD.closed_at, statement_timestamp());
	END IF;
	NEW.version := OLD.version + CASE
		WHEN (OLD.id, OLD.status, OLD.queued_at, OLD.skills) IS DISTINCT FROM (NEW.id, NEW.status, NEW.queued_at, NEW.skills)
			OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
			OR OLD.team IS DISTINCT FROM NEW.team
			OR OLD.started_at IS DISTINCT FROM NEW.started_at
			OR OLD.closed_at IS DISTINCT FROM NEW.closed_at
		THEN 1 ELSE 0 END;
	RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_before BEFORE INSERT OR UPDATE ON public.chat_sessions
	FOR EACH ROW EXECUTE FUNCTION public.dashboard_session_before();
