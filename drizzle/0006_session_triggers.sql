-- A session's triggers, quicker. PostgreSQL reads a row trigger's WHEN condition anew for every statement, which took a
-- sixth of the time of a message's insert, most often to find that nothing was to be done. The same conditions inside
-- the functions are planned once a connection.


-- Everything that is to be locked, at once and in one order: a fold that is under way is waited for, and a writer of
-- messages, who has looked at its session and will update it, is not met half-way.
SELECT pg_advisory_xact_lock(hashtext('dashboard_fold'));
--> statement-breakpoint
LOCK TABLE "chat_sessions" IN ACCESS EXCLUSIVE MODE;
--> statement-breakpoint
-- All that is ours in a session that is updated, in one.
CREATE OR REPLACE FUNCTION "dashboard_session_before_update"() RETURNS trigger LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
CREATE OR REPLACE TRIGGER "dashboard_before_update" BEFORE UPDATE ON "chat_sessions"
	FOR EACH ROW EXECUTE FUNCTION "dashboard_session_before_update"();
--> statement-breakpoint
DROP TRIGGER "dashboard_before_all_keep_ours" ON "chat_sessions";
--> statement-breakpoint
DROP TRIGGER "dashboard_before_version" ON "chat_sessions";
--> statement-breakpoint
DROP FUNCTION "dashboard_session_keep_ours"();
--> statement-breakpoint
DROP FUNCTION "dashboard_session_before_version"();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "dashboard_session_updated"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- What our own triggers change in a session they mark themselves.
	IF (OLD.id, OLD.created_at, OLD.status, OLD.queued_at) IS DISTINCT FROM (NEW.id, NEW.created_at, NEW.status, NEW.queued_at)
		OR OLD.started_at IS DISTINCT FROM NEW.started_at
		OR OLD.closed_at IS DISTINCT FROM NEW.closed_at
		OR OLD.assigned_agent_id IS DISTINCT FROM NEW.assigned_agent_id
		OR OLD.rating IS DISTINCT FROM NEW.rating THEN
		INSERT INTO public.dashboard_marks VALUES ('sessions', public.dashboard_bucket(NEW.created_at));
		IF NEW.created_at <> OLD.created_at THEN
			INSERT INTO public.dashboard_marks VALUES ('sessions', public.dashboard_bucket(OLD.created_at));
		END IF;
	END IF;
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE TRIGGER "dashboard_mark_update" AFTER UPDATE ON "chat_sessions"
	FOR EACH ROW EXECUTE FUNCTION "dashboard_session_updated"();
