-- Appends the read of a session's transcript to the command log, unless the same caller has an entry of the last 15 minutes
-- for it: a page that follows a chat reads its transcript again and again. Does nothing in a read-only database, where
-- transcripts can still be read; the request log names their readers.
--
--   context  {actor_id, actor_role, actor_name?, request_id}
CREATE OR REPLACE FUNCTION public.dashboard_note_read(of_session uuid, context jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF current_setting('transaction_read_only') = 'off' AND NOT EXISTS (
		SELECT FROM public.dashboard_command_log l
		WHERE l.session_id = of_session AND l.action = 'read_transcript' AND l.actor_id = (context->>'actor_id')::uuid
			AND l.created_at > clock_timestamp() - interval '15 minutes'
	) THEN
		INSERT INTO public.dashboard_command_log (created_at, action, outcome, session_id, forced, actor_id, actor_role,
			actor_name, request_id)
		VALUES (clock_timestamp(), 'read_transcript', 'done', of_session, false, (context->>'actor_id')::uuid,
			context->>'actor_role', context->>'actor_name', context->>'request_id');
	END IF;
END
$$;
