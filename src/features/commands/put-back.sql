-- Puts a session at the end of a team's queue, or of the queue for every team if the team is null. Its
-- agent leaves it. Returns the session after the change.
CREATE OR REPLACE FUNCTION public.dashboard_put_back(s public.chat_sessions, for_team text, at timestamptz) RETURNS public.chat_sessions
LANGUAGE plpgsql AS $$
BEGIN
	UPDATE public.chat_participants SET left_at = at
	WHERE session_id = s.id AND user_id = s.assigned_agent_id AND left_at IS NULL;
	UPDATE public.chat_sessions SET status = 'waiting', assigned_agent_id = NULL, team = for_team, queued_at = at,
		last_activity_at = at
	WHERE id = s.id RETURNING * INTO s;
	RETURN s;
END
$$;
