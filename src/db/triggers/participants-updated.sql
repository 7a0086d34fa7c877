CREATE OR REPLACE FUNCTION public.dashboard_participants_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	affected uuid[];
BEGIN
	SELECT array_agg(DISTINCT changed.session_id) INTO affected
	FROM (
		(SELECT session_id, user_id FROM before WHERE role = 'support_agent' EXCEPT
			SELECT session_id, user_id FROM after WHERE role = 'support_agent')
		UNION ALL
		(SELECT session_id, user_id FROM after WHERE role = 'support_agent' EXCEPT
			SELECT session_id, user_id FROM before WHERE role = 'support_agent')
	) changed;
	IF affected IS NOT NULL THEN
		PERFORM public.dashboard_find_first_responses(affected);
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_update AFTER UPDATE ON public.chat_participants
	REFERENCING OLD TABLE AS before NEW TABLE AS after
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_participants_updated();
