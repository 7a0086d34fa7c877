-- TRUNCATE fires no row or transition-table trigger.
CREATE OR REPLACE FUNCTION public.dashboard_rows_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- TRUNCATE takes rows away that an older snapshot does not show: their sessions could not be mended.
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'TRUNCATE of % needs READ COMMITTED', TG_TABLE_NAME USING ERRCODE = 'feature_not_supported';
	END IF;
	UPDATE public.chat_sessions s
	SET message_count = CASE WHEN TG_TABLE_NAME = 'chat_messages' THEN 0 ELSE s.message_count END,
		total_messages = CASE WHEN TG_TABLE_NAME = 'chat_messages' THEN 0 ELSE s.message_count END,
		first_response_at = NULL,
		first_response_id = NULL,
		first_responder_id = NULL
	WHERE s.message_count > 0;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_truncate AFTER TRUNCATE ON public.chat_messages
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rows_truncated();

CREATE OR REPLACE TRIGGER dashboard_after_truncate AFTER TRUNCATE ON public.chat_participants
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rows_truncated();
