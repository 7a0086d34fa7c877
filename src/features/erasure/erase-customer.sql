-- Command `erase_customer`: erases what the database holds about a customer, up to `max_messages` messages per call.
--
--   names      the customer's row in chat_users
--   feedbacks  of the sessions that the customer opened
--   messages   all of the sessions that the customer opened; of other sessions that the customer joined, the customer's own
--   reasons    in the audit, of commands on the sessions that the customer opened
--
-- Figures stay as they are (dashboard_erase_messages). Returns {code, customer_id, is_complete, erased, erased_rows}; code
-- is `done`, also if nothing was left to erase, so that the audit has every request. `is_complete` is false if messages
-- are left for another call.
--
-- Runs with the rights of the dashboard: the Worker needs none to change messages or the audit. Waits at most 0.3 s for
-- a row that somebody else writes, and is then tried again by the Worker: a chat application that waits for a row of
-- this transaction would otherwise deadlock with it.
CREATE OR REPLACE FUNCTION public.dashboard_erase_customer(input jsonb, context jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET lock_timeout = '300ms' AS $$
DECLARE
	customer uuid := (input->>'customer_id')::uuid;
	max_messages integer := (input->>'max_messages')::integer;
	opened uuid[] := ARRAY(SELECT s.id FROM public.chat_sessions s WHERE s.initiator_id = customer);
	joined uuid[] := ARRAY(SELECT p.session_id FROM public.chat_participants p
		WHERE p.user_id = customer AND p.role <> 'support_agent');
	due uuid[];
	names integer;
	feedbacks integer;
	messages integer;
	reasons integer;
	logged integer;
	result jsonb;
BEGIN
	DELETE FROM public.chat_users u WHERE u.id = customer;
	GET DIAGNOSTICS names = ROW_COUNT;
	UPDATE public.chat_sessions SET feedback = NULL WHERE id IN (
		SELECT s.id FROM public.chat_sessions s WHERE s.id = ANY (opened) AND s.feedback IS NOT NULL
		ORDER BY s.id FOR NO KEY UPDATE);
	GET DIAGNOSTICS feedbacks = ROW_COUNT;
	-- One more than are erased tells whether any are left.
	due := ARRAY(
		SELECT m.id FROM public.chat_messages m
		WHERE (m.session_id = ANY (opened) OR m.session_id = ANY (joined) AND m.sender_id = customer)
			AND coalesce(nullif(m.content, ''), m.file_name, m.file_url, m.file_mime) IS NOT NULL
		ORDER BY m.id LIMIT max_messages + 1 FOR NO KEY UPDATE);
	messages := public.dashboard_erase_messages(due[:max_messages]);
	PERFORM set_config('dashboard.erases', 'on', true);
	UPDATE public.chat_audit_log SET reason = NULL WHERE session_id = ANY (opened) AND reason IS NOT NULL;
	GET DIAGNOSTICS reasons = ROW_COUNT;
	UPDATE public.dashboard_command_log SET reason = NULL WHERE session_id = ANY (opened) AND reason IS NOT NULL;
	GET DIAGNOSTICS logged = ROW_COUNT;
	reasons := reasons + logged;
	PERFORM set_config('dashboard.erases', '', true);
	result := jsonb_build_object('code', 'done', 'customer_id', customer,
		'is_complete', cardinality(due) <= max_messages,
		'erased', jsonb_build_object('names', names, 'feedbacks', feedbacks, 'messages', messages, 'reasons', reasons),
		'erased_rows', names + feedbacks + messages + reasons);
	-- Written here and not by dashboard_command, so that every call leaves an entry.
	PERFORM public.dashboard_write_down('erase_customer', input, context, result);
	RETURN result;
END
$$;
