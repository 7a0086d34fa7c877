-- All that is ours in a session that is updated, in one.
CREATE OR REPLACE FUNCTION public.dashboard_session_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- A chat application that writes whole rows writes our columns too, as they were when it read them. Only our own
	-- triggers change them: those run inside another trigger, a writer's statement does not.
	IF pg_trigger_depth() = 1 THEN
		NEW.message_count := OLD.message_count;
		NEW.first_response_at := OLD.first_response_at;
		NEW.first_response_id := OLD.first_response_id;
		NEW.first_responder_id := OLD.first_responder_id;
	END IF;
	-- Most updates are a message's, or a later last_activity_at. What may be null is compared by "=" only where it is
	-- never null in the end: then the rest is gone through.
	IF NEW.total_messages = NEW.message_count AND NEW.version = OLD.version AND NEW.status = OLD.status
		AND NEW.id = OLD.id AND NEW.queued_at = OLD.queued_at AND NEW.skills = OLD.skills
		AND NEW.last_activity_at IS NOT NULL
		AND NEW.assigned_agent_id IS NOT DISTINCT FROM OLD.assigned_agent_id
		AND NEW.team IS NOT DISTINCT FROM OLD.team
		AND NEW.started_at IS NOT DISTINCT FROM OLD.started_at
		AND NEW.closed_at IS NOT DISTINCT FROM OLD.closed_at THEN
		RETURN NEW;
	END IF;
	NEW.queued_at := coalesce(NEW.queued_at, OLD.queued_at);
	NEW.last_activity_at := coalesce(NEW.last_activity_at, OLD.last_activity_at);
	NEW.skills := coalesce(NEW.skills, OLD.skills);
	IF NEW.status = 'waiting' AND OLD.status <> 'waiting' AND NEW.queued_at = OLD.queued_at THEN
		NEW.queued_at := statement_timestamp();
	END IF;
	IF NEW.id <> OLD.id THEN
		-- Its messages and participants follow by cascade, and are counted as they arrive.
		NEW.message_count := 0;
		NEW.first_response_at := NULL;
		NEW.first_response_id := NULL;
		NEW.first_responder_id := NULL;
	END IF;
	NEW.total_messages := NEW.message_count;
	-- The version is ours, whatever a writer puts there.
	NEW.version := OLD.version + CASE WHEN
		(OLD.id, OLD.status, OLD.queued_at, OLD.skills) IS DISTINCT FROM (NEW.id, NEW.status, NEW.queued_at, NEW.skills)
		OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
		OR OLD.team IS DISTINCT FROM NEW.team
		OR OLD.started_at IS DISTINCT FROM NEW.started_at
		OR OLD.closed_at IS DISTINCT FROM NEW.closed_at
		THEN 1 ELSE 0 END;
	RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_before_update BEFORE UPDATE ON public.chat_sessions
	FOR EACH ROW EXECUTE FUNCTION public.dashboard_session_before_update();
