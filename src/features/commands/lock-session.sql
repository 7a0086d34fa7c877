-- Waits for a session's row and holds it. From then on this transaction waits for other locks for 0.3 s only: a
-- chat application that has written a participant and now waits for the session would be the other half of a
-- deadlock, and this way it is always the command that steps back and is tried again. Not FOR UPDATE, which
-- would also make those wait who write a message of the session.
CREATE OR REPLACE FUNCTION public.dashboard_lock_session(of_session uuid) RETURNS public.chat_sessions LANGUAGE plpgsql AS $$
DECLARE
	s public.chat_sessions;
BEGIN
	SELECT * INTO s FROM public.chat_sessions WHERE id = of_session FOR NO KEY UPDATE;
	PERFORM set_config('lock_timeout', '300ms', true);
	RETURN s;
END
$$;
