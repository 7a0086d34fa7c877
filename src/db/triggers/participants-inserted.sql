-- A participant row can make messages that are already there a response, or stop them being one.
CREATE OR REPLACE FUNCTION public.dashboard_participants_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	affected uuid[];
BEGIN
	SELECT array_agg(DISTINCT session_id) INTO affected FROM added WHERE role = 'support_agent';
	IF affected IS NOT NULL THEN
		PERFORM public.dashboard_find_first_responses(affected);
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_insert AFTER INSERT ON public.chat_participants
	REFERENCING NEW TABLE AS added
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_participants_inserted();
