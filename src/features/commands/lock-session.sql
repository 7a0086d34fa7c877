-- Locks a session's row until the transaction ends and returns it; all columns are null if there is none.
-- FOR NO KEY UPDATE, because FOR UPDATE would also block inserts of messages, which lock their session's key.
CREATE OR REPLACE FUNCTION public.dashboard_lock_session(of_session uuid) RETURNS public.chat_sessions LANGUAGE plpgsql AS $$
DECLARE
	s public.chat_sessions;
BEGIN
	SELECT * INTO s FROM public.chat_sessions WHERE id = of_session FOR NO KEY UPDATE;
	RETURN s;
END
$$;
