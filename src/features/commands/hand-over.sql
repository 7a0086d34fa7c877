-- Gives a session to an agent: it becomes the owner, its present support agents leave (only `only_from`, if given), and
-- open offers of the session end. Returns the session after the change.
CREATE OR REPLACE FUNCTION public.dashboard_hand_over(s public.chat_sessions, to_agent uuid, only_from uuid, at timestamptz)
RETURNS public.chat_sessions LANGUAGE plpgsql AS $$
BEGIN
	UPDATE public.dashboard_offers o
	SET outcome = CASE WHEN agent_id = to_agent AND NOT public.dashboard_is_withdrawn(o) THEN 'accepted' ELSE 'withdrawn' END,
		outcome_at = at
	WHERE session_id = s.id AND outcome IS NULL AND expires_at > at;
	UPDATE public.chat_participants SET left_at = at
	WHERE session_id = s.id AND role = 'support_agent' AND left_at IS NULL AND user_id <> to_agent
		AND (only_from IS NULL OR user_id = only_from);
	INSERT INTO public.chat_participants (session_id, user_id, role, joined_at)
	VALUES (s.id, to_agent, 'support_agent', at)
	ON CONFLICT (session_id, user_id) DO UPDATE SET role = 'support_agent', left_at = NULL;
	UPDATE public.chat_sessions SET status = 'active', assigned_agent_id = to_agent,
		started_at = coalesce(started_at, at), last_activity_at = at
	WHERE id = s.id RETURNING * INTO s;
	RETURN s;
END
$$;
