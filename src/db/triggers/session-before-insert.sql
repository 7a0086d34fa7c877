-- chat_sessions: defaults that no column default can say, and a total that no writer can falsify.
CREATE OR REPLACE FUNCTION public.dashboard_session_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.queued_at := coalesce(NEW.queued_at, NEW.created_at);
	NEW.last_activity_at := coalesce(NEW.last_activity_at, NEW.created_at);
	-- A session that is only now written has no messages yet: foreign keys hold.
	NEW.total_messages := 0;
	NEW.message_count := 0;
	NEW.first_response_at := NULL;
	NEW.first_response_id := NULL;
	NEW.first_responder_id := NULL;
	RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_before_insert BEFORE INSERT ON public.chat_sessions
	FOR EACH ROW EXECUTE FUNCTION public.dashboard_session_before_insert();
