-- TRUNCATE fires no other trigger. All sessions and minutes with figures have changed; if it is sessions that are gone,
-- each gets the event of its deletion. Under REPEATABLE READ and SERIALIZABLE, sessions that were committed after the
-- transaction began are not seen: reconciling finds their parts.
CREATE OR REPLACE FUNCTION public.dashboard_rows_truncated() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	IF TG_TABLE_NAME = 'chat_sessions' THEN
		INSERT INTO public.dashboard_session_events (session_id, happened_at, command)
		SELECT latest.session_id, statement_timestamp(), nullif(current_setting('dashboard.command', true), '')
		FROM (
			SELECT DISTINCT ON (e.session_id) e.session_id, e.status
			FROM public.dashboard_session_events e ORDER BY e.session_id, e.id DESC
		) latest
		WHERE latest.status IS NOT NULL;
	END IF;
	INSERT INTO public.dashboard_changes (session_id, minute)
	SELECT DISTINCT CASE WHEN p.subject <> 'messages' THEN p.session_id END, CASE WHEN p.subject = 'messages' THEN p.at END
	FROM public.dashboard_parts p;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_after_truncate AFTER TRUNCATE ON public.chat_sessions
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rows_truncated();
CREATE OR REPLACE TRIGGER dashboard_after_truncate AFTER TRUNCATE ON public.chat_messages
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rows_truncated();
CREATE OR REPLACE TRIGGER dashboard_after_truncate AFTER TRUNCATE ON public.chat_participants
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rows_truncated();
CREATE OR REPLACE TRIGGER dashboard_after_truncate AFTER TRUNCATE ON public.support_agents
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_rows_truncated();
