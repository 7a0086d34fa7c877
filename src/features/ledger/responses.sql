-- The segments of sessions, as dashboard_segments() returns them, each with the responses in it:
--
--   response_at, response_id, responder_id   the episode's first message of an agent while it was open; the same on each of
--                                            the episode's segments
--   own_response_at                          of a handled segment, the first message of its own agent
--
-- An agent's message is one whose sender is or was a support agent of the session, has handled it, or is registered in
-- support_agents. Messages of bots, notes, system lines and messages that failed are no responses.
--
-- Clocks differ, so the first episode takes messages from before its beginning; later ones do not, since those may be of
-- the episode before. In the same way an agent's first message may come before its segment, but not before the end of
-- the handled segment before it.
CREATE OR REPLACE FUNCTION public.dashboard_responses(session_ids uuid[])
RETURNS TABLE (session_id uuid, episode integer, segment integer, state text, agent_id uuid, team text,
	began timestamptz, ended timestamptz, ending text, wait_began timestamptz,
	episode_began timestamptz, episode_ended timestamptz, rated_at timestamptz,
	response_at timestamptz, response_id uuid, responder_id uuid, own_response_at timestamptz)
LANGUAGE sql STABLE ROWS 5000 SET jit = off AS $$
	WITH segments AS MATERIALIZED (
		SELECT s.*, CASE s.episode WHEN 1 THEN '-infinity' ELSE s.episode_began END AS messages_since,
			row_number() OVER (PARTITION BY s.session_id, s.episode ORDER BY s.segment) AS nth,
			array_agg(s.agent_id) FILTER (WHERE s.agent_id IS NOT NULL) OVER (PARTITION BY s.session_id) AS handlers,
			max(s.ended) FILTER (WHERE s.state = 'handled') OVER (PARTITION BY s.session_id, s.episode ORDER BY s.segment
				ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS handled_before
		FROM public.dashboard_segments(session_ids) s
	)
	SELECT s.session_id, s.episode, s.segment, s.state, s.agent_id, s.team, s.began, s.ended, s.ending, s.wait_began,
		s.episode_began, s.episode_ended, s.rated_at,
		max(response.created_at) OVER episode, (array_agg(response.id) OVER episode)[1],
		(array_agg(response.sender_id) OVER episode)[1], own.created_at
	FROM segments s
	LEFT JOIN LATERAL (
		SELECT m.id, m.sender_id, m.created_at
		FROM public.chat_messages m
		LEFT JOIN public.chat_participants p ON p.session_id = m.session_id AND p.user_id = m.sender_id
		WHERE m.session_id = s.session_id AND m.created_at >= s.messages_since
			AND m.created_at <= coalesce(s.episode_ended, 'infinity')
			AND public.dashboard_is_said(m.message_type, m.status) AND p.role IS DISTINCT FROM 'bot'
			AND (p.role = 'support_agent' OR m.sender_id = ANY (s.handlers)
				OR EXISTS (SELECT FROM public.support_agents a WHERE a.agent_id = m.sender_id))
		ORDER BY m.created_at, m.id LIMIT 1
	) response ON s.nth = 1
	LEFT JOIN LATERAL (
		SELECT m.created_at
		FROM public.chat_messages m
		WHERE m.session_id = s.session_id AND m.sender_id = s.agent_id
			AND m.created_at >= greatest(s.handled_before, s.messages_since) AND m.created_at <= coalesce(s.ended, 'infinity')
			AND public.dashboard_is_said(m.message_type, m.status)
			AND NOT EXISTS (SELECT FROM public.chat_participants p
				WHERE p.session_id = m.session_id AND p.user_id = m.sender_id AND p.role = 'bot')
		ORDER BY m.created_at LIMIT 1
	) own ON s.agent_id IS NOT NULL
	WINDOW episode AS (PARTITION BY s.session_id, s.episode ORDER BY s.segment ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
	ORDER BY s.session_id, s.segment
$$;
