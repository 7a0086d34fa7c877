-- Takes over rows that were written without our triggers: before they existed, by a restore, or while they were disabled.
-- Appends an event for each session whose latest event differs from its row, and all sessions and minutes of messages to
-- what is to be folded, in the order of time. Blank teams and skills become none, as the triggers have it. Events of another
-- cluster get a transaction of this one, so that readers of the log do not wait for it. Returns the number of events.
-- Running it again does no harm.
--
-- Locks the sessions that it changes or appends events for, until the transaction ends. Others can be written.
CREATE OR REPLACE FUNCTION public.dashboard_adopt_rows() RETURNS integer
LANGUAGE plpgsql SET jit = off AS $$
DECLARE
	differing uuid[];
	events integer;
BEGIN
	UPDATE public.chat_sessions s
	SET team = public.dashboard_named(s.team), skills = public.dashboard_skill_names(s.skills)
	WHERE (s.team, s.skills) IS DISTINCT FROM (public.dashboard_named(s.team), public.dashboard_skill_names(s.skills));
	UPDATE public.support_agents a
	SET team = public.dashboard_named(a.team), skills = public.dashboard_skill_names(a.skills)
	WHERE (a.team, a.skills) IS DISTINCT FROM (public.dashboard_named(a.team), public.dashboard_skill_names(a.skills));
	UPDATE public.dashboard_session_events SET transaction_id = pg_current_xact_id()
	WHERE transaction_id > pg_current_xact_id();

	-- Found first, locked, and then compared again: an event that is older than the row must not become the latest.
	differing := ARRAY(
		SELECT coalesce(s.id, e.session_id)
		FROM public.chat_sessions s
		FULL JOIN (
			SELECT DISTINCT ON (d.session_id) d.*
			FROM public.dashboard_session_events d ORDER BY d.session_id, d.id DESC
		) e ON e.session_id = s.id
		WHERE (s.status, s.assigned_agent_id, s.team, s.created_at, s.queued_at, s.started_at, s.closed_at, s.rating)
			IS DISTINCT FROM
			(e.status, e.assigned_agent_id, e.team, e.created_at, e.queued_at, e.started_at, e.closed_at, e.rating));
	PERFORM FROM public.chat_sessions s WHERE s.id IN (SELECT unnest(differing)) ORDER BY s.id FOR NO KEY UPDATE;
	INSERT INTO public.dashboard_session_events (session_id, happened_at, status, assigned_agent_id, team, created_at,
		queued_at, started_at, closed_at, rating)
	SELECT d.id, statement_timestamp(), s.status, s.assigned_agent_id, s.team, s.created_at, s.queued_at, s.started_at,
		s.closed_at, s.rating
	FROM unnest(differing) d (id)
	LEFT JOIN public.chat_sessions s ON s.id = d.id
	LEFT JOIN LATERAL (
		SELECT * FROM public.dashboard_session_events o WHERE o.session_id = d.id ORDER BY o.id DESC LIMIT 1
	) e ON true
	WHERE (s.status, s.assigned_agent_id, s.team, s.created_at, s.queued_at, s.started_at, s.closed_at, s.rating)
		IS DISTINCT FROM
		(e.status, e.assigned_agent_id, e.team, e.created_at, e.queued_at, e.started_at, e.closed_at, e.rating)
	ORDER BY s.created_at;
	GET DIAGNOSTICS events = ROW_COUNT;

	INSERT INTO public.dashboard_changes (session_id) SELECT s.id FROM public.chat_sessions s ORDER BY s.created_at;
	INSERT INTO public.dashboard_changes (minute)
	SELECT DISTINCT public.dashboard_stretch(interval '1 minute', m.created_at) AS minute
	FROM public.chat_messages m ORDER BY minute;
	INSERT INTO public.dashboard_changes (session_id, minute)
	SELECT DISTINCT CASE WHEN p.subject <> 'messages' THEN p.session_id END, CASE WHEN p.subject = 'messages' THEN p.at END
	FROM public.dashboard_parts p;
	RETURN events;
END
$$;
