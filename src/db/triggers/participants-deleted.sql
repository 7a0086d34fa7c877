CREATE OR REPLACE FUNCTION public.dashboard_participants_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	affected uuid[];
BEGIN
	SELECT array_agg(DISTINCT session_id) INTO affected FROM removed WHERE role = 'support_agent';
	IF affected IS NOT NULL THEN
		PERFORM public.dashboard_find_first_responses(affected);
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_delete AFTER DELETE ON public.chat_participants
	REFERENCING OLD TABLE AS removed
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_participants_deleted();
