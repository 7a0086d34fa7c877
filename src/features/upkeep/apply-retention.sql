-- One slice of retention: erases and deletes what is older than `days` days, up to `max_rows` rows of each table (of deleted
-- sessions: all events of up to `max_rows`). Returns {table: rows}; all 0 when nothing is left. A slice that removed something has a row in the command log.
--
--   chat_messages             content and file, by created_at; figures stay as they are (dashboard_erase_messages)
--   chat_sessions             feedback, by the latest of created_at, closed_at and last_activity_at
--   chat_audit_log, dashboard_command_log   rows, by created_at
--   dashboard_offers          offers that are over, by expires_at
--   dashboard_session_events  all events of sessions that were deleted, by when they were deleted
--
-- Raises invalid_parameter_value below 30 days, so that no caller can remove what has just happened. Runs with the
-- rights of the dashboard, as the one way to delete rows of the audit. Rows that somebody else is writing are left for
-- the next slice, so it never waits for a chat.
CREATE OR REPLACE FUNCTION public.dashboard_apply_retention(days integer, max_rows integer, request_id text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
	before timestamptz := clock_timestamp() - make_interval(hours => 24 * days);
	messages integer;
	feedbacks integer;
	audited integer;
	logged integer;
	offers integer;
	events integer;
	total integer;
BEGIN
	IF days IS NULL OR days < 30 THEN
		RAISE EXCEPTION 'retention takes 30 days or more' USING ERRCODE = 'invalid_parameter_value';
	END IF;
	messages := public.dashboard_erase_messages(ARRAY(
		SELECT m.id FROM public.chat_messages m
		WHERE m.created_at < before AND coalesce(nullif(m.content, ''), m.file_name, m.file_url, m.file_mime) IS NOT NULL
		ORDER BY m.created_at LIMIT max_rows FOR NO KEY UPDATE SKIP LOCKED));
	UPDATE public.chat_sessions SET feedback = NULL WHERE id IN (
		SELECT s.id FROM public.chat_sessions s
		WHERE s.feedback IS NOT NULL AND s.created_at < before AND greatest(s.closed_at, s.last_activity_at) < before
		ORDER BY s.created_at LIMIT max_rows FOR NO KEY UPDATE SKIP LOCKED);
	GET DIAGNOSTICS feedbacks = ROW_COUNT;
	PERFORM set_config('dashboard.erases', 'on', true);
	DELETE FROM public.chat_audit_log WHERE id IN (
		SELECT a.id FROM public.chat_audit_log a WHERE a.created_at < before
		ORDER BY a.created_at LIMIT max_rows FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS audited = ROW_COUNT;
	DELETE FROM public.dashboard_command_log WHERE id IN (
		SELECT l.id FROM public.dashboard_command_log l WHERE l.created_at < before
		ORDER BY l.created_at LIMIT max_rows FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS logged = ROW_COUNT;
	PERFORM set_config('dashboard.erases', '', true);
	DELETE FROM public.dashboard_offers WHERE id IN (
		SELECT o.id FROM public.dashboard_offers o WHERE o.outcome IS NOT NULL AND o.expires_at < before
		ORDER BY o.expires_at LIMIT max_rows FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS offers = ROW_COUNT;
	-- The id of a deleted session may be in use again: later events stay.
	DELETE FROM public.dashboard_session_events e
	USING (
		SELECT d.session_id, d.id FROM public.dashboard_session_events d
		WHERE d.status IS NULL AND d.happened_at < before ORDER BY d.happened_at LIMIT max_rows
	) deletion
	WHERE e.session_id = deletion.session_id AND e.id <= deletion.id;
	GET DIAGNOSTICS events = ROW_COUNT;
	total := messages + feedbacks + audited + logged + offers + events;
	IF total > 0 THEN
		INSERT INTO public.dashboard_command_log (created_at, action, outcome, forced, actor_id, actor_role, actor_name,
			request_id, erased_rows)
		VALUES (clock_timestamp(), 'retention', 'done', false, public.dashboard_nobody(), 'admin', 'retention',
			dashboard_apply_retention.request_id, total);
	END IF;
	RETURN jsonb_build_object('chat_messages', messages, 'chat_sessions', feedbacks, 'chat_audit_log', audited,
		'dashboard_command_log', logged, 'dashboard_offers', offers, 'dashboard_session_events', events);
END
$$;
