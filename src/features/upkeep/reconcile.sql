-- Compares what is kept of one day in UTC with the raw rows (dashboard_differences) and returns what differs. With
-- `repair`, differences are mended: sessions get the event that they lack, sessions and minutes are folded again (until
-- then, figures of them come from the raw rows), and readings that do not add up are rebuilt from their parts.
CREATE OR REPLACE FUNCTION public.dashboard_reconcile(day timestamptz, repair boolean)
RETURNS TABLE (what text, subject public.dashboard_subject, agent_id uuid, at timestamptz, session_id uuid, is_kept boolean)
LANGUAGE plpgsql SET jit = off AS $$
#variable_conflict use_column
DECLARE
	difference record;
	rebuilt text[] := '{}';
BEGIN
	FOR difference IN SELECT d.* FROM public.dashboard_differences(day, day + interval '24 hours') d LOOP
		what := difference.what;
		subject := difference.subject;
		agent_id := difference.agent_id;
		at := difference.at;
		session_id := difference.session_id;
		is_kept := difference.is_kept;
		RETURN NEXT;
		CONTINUE WHEN NOT repair;
		CASE difference.what
		WHEN 'event' THEN
			-- Locked: an event that is older than the row must not become the latest.
			INSERT INTO public.dashboard_session_events (session_id, happened_at, status, assigned_agent_id, team, created_at,
				queued_at, started_at, closed_at, rating)
			SELECT s.id, statement_timestamp(), s.status, s.assigned_agent_id, s.team, s.created_at, s.queued_at, s.started_at,
				s.closed_at, s.rating
			FROM (SELECT * FROM public.chat_sessions c WHERE c.id = difference.session_id FOR NO KEY UPDATE) s;
			INSERT INTO public.dashboard_changes (session_id) VALUES (difference.session_id);
		WHEN 'part' THEN
			INSERT INTO public.dashboard_changes (session_id, minute)
			VALUES (CASE WHEN difference.subject <> 'messages' THEN difference.session_id END,
				CASE WHEN difference.subject = 'messages' THEN difference.at END);
		WHEN 'reading' THEN
			-- All readings of an owner at once.
			IF (difference.subject, difference.agent_id)::text <> ALL (rebuilt) THEN
				PERFORM public.dashboard_rebuild_readings(difference.subject, difference.agent_id);
				rebuilt := rebuilt || (difference.subject, difference.agent_id)::text;
			END IF;
		END CASE;
	END LOOP;
END
$$;
