-- What sessions add to the figures of everybody and of agents, from their raw rows and their ledger. This is where the
-- figures of sessions are defined: a line per figure, with the instant that it belongs to and its amount (null: nothing).
-- The amount of a distribution is a span in microseconds.
--
-- Sessions that do not exist have no parts.
CREATE OR REPLACE FUNCTION public.dashboard_session_parts(session_ids uuid[])
RETURNS SETOF public.dashboard_parts LANGUAGE sql STABLE ROWS 5000 SET jit = off AS $$
	WITH segments AS MATERIALIZED (
		SELECT r.*, lead(r.agent_id) OVER (PARTITION BY r.session_id ORDER BY r.segment) AS next_agent_id,
			row_number() OVER (PARTITION BY r.session_id, r.episode ORDER BY r.segment) AS nth,
			(sum(public.dashboard_span(r.began, r.ended)) FILTER (WHERE r.state = 'handled' AND r.episode_ended IS NOT NULL)
				OVER (PARTITION BY r.session_id, r.episode))::bigint AS handled
		FROM public.dashboard_responses(session_ids) r JOIN public.chat_sessions s ON s.id = r.session_id
	),
	sessions AS MATERIALIZED (
		SELECT s.id, s.created_at, s.status, s.rating, ledger.is_answered, ledger.rated_agent_id
		FROM (
			SELECT g.session_id, bool_or(g.response_at IS NOT NULL) AS is_answered,
				(array_agg(g.agent_id) FILTER (WHERE g.rated_at IS NOT NULL))[1] AS rated_agent_id
			FROM segments g GROUP BY g.session_id
		) ledger
		JOIN public.chat_sessions s ON s.id = ledger.session_id
	),
	figures (subject, agent_id, session_id, figure, at, amount) AS (
		-- Everybody's: sessions, by when they were created
		SELECT 'everybody', public.dashboard_nobody(), s.id, f.figure, s.created_at, f.amount
		FROM sessions s
		CROSS JOIN LATERAL (VALUES
			('sessions', 1),
			('waiting', CASE s.status WHEN 'waiting' THEN 1 END),
			('active', CASE s.status WHEN 'active' THEN 1 END),
			('closed', CASE s.status WHEN 'closed' THEN 1 END),
			('messages', (SELECT count(*) FROM public.chat_messages m
				WHERE m.session_id = s.id AND public.dashboard_is_said(m.message_type, m.status))),
			('unanswered', CASE WHEN NOT s.is_answered THEN 1 END),
			('rated_' || s.rating, 1),
			('closed_rated', CASE WHEN s.status = 'closed' AND s.rating IS NOT NULL THEN 1 END)
		) f (figure, amount)
		UNION ALL
		-- Everybody's: episodes, and what happened when
		SELECT 'everybody', public.dashboard_nobody(), e.session_id, f.figure, f.at, f.amount
		FROM segments e
		CROSS JOIN LATERAL (VALUES
			('response', e.episode_began, public.dashboard_span(e.episode_began, e.response_at)),
			('handle', e.episode_began, e.handled),
			('flow_reopened', e.episode_began, CASE WHEN e.episode > 1 THEN 1 END),
			('flow_closed', e.episode_ended, 1)
		) f (figure, at, amount)
		WHERE e.nth = 1
		UNION ALL
		-- Everybody's: segments, and what happened when
		SELECT 'everybody', public.dashboard_nobody(), g.session_id, f.figure, f.at, f.amount
		FROM segments g
		CROSS JOIN LATERAL (VALUES
			('wait', g.episode_began, CASE WHEN g.ending = 'assigned' THEN public.dashboard_span(g.wait_began, g.ended) END),
			('abandon', g.episode_began, CASE WHEN g.ending = 'abandoned' THEN public.dashboard_span(g.wait_began, g.ended) END),
			('flow_abandoned', g.ended, CASE WHEN g.ending = 'abandoned' THEN 1 END),
			('flow_transferred', g.ended, CASE WHEN g.ending = 'transferred' THEN 1 END),
			('flow_rated', g.rated_at, 1)
		) f (figure, at, amount)
		UNION ALL
		-- Agents': sessions that they take or took part in, by when these were created
		SELECT 'agents', p.user_id, s.id, f.figure, s.created_at, f.amount
		FROM sessions s
		JOIN public.chat_participants p ON p.session_id = s.id AND p.role = 'support_agent'
		CROSS JOIN LATERAL (VALUES
			('sessions', 1),
			('messages', (SELECT count(*) FROM public.chat_messages m WHERE m.session_id = s.id
				AND m.sender_id = p.user_id AND public.dashboard_is_said(m.message_type, m.status))),
			('unanswered', CASE WHEN NOT s.is_answered THEN 1 END)
		) f (figure, amount)
		UNION ALL
		-- Agents': the rating, of the agent who handled last when it was given
		SELECT 'agents', s.rated_agent_id, s.id, 'rated_' || s.rating, s.created_at, 1
		FROM sessions s WHERE s.rated_agent_id IS NOT NULL AND s.rating IS NOT NULL
		UNION ALL
		-- Agents': segments that they handled, and what happened when
		SELECT 'agents', g.agent_id, g.session_id, f.figure, f.at, f.amount
		FROM segments g
		CROSS JOIN LATERAL (VALUES
			-- From the episode's beginning, if the segment's is unknown or, since clocks differ, before it.
			('response', g.episode_began,
				public.dashboard_span(greatest(g.began, g.episode_began), g.own_response_at)),
			('handle', g.episode_began, CASE WHEN g.episode_ended IS NOT NULL THEN public.dashboard_span(g.began, g.ended) END),
			('transfers_out', g.ended, CASE WHEN g.ending = 'transferred' THEN 1 END)
		) f (figure, at, amount)
		WHERE g.agent_id IS NOT NULL
		UNION ALL
		-- Agents': segments that ended in theirs
		SELECT 'agents', g.next_agent_id, g.session_id, f.figure, f.at, f.amount
		FROM segments g
		CROSS JOIN LATERAL (VALUES
			('wait', g.episode_began, CASE WHEN g.ending = 'assigned' THEN public.dashboard_span(g.wait_began, g.ended) END),
			('transfers_in', g.ended, CASE WHEN g.ending = 'transferred' THEN 1 END)
		) f (figure, at, amount)
		WHERE g.next_agent_id IS NOT NULL
	)
	SELECT f.subject::public.dashboard_subject, f.agent_id, f.at, f.session_id
		, nullif(count(*) FILTER (WHERE f.figure = '{distribution}'), 0)
		, sum(f.amount) FILTER (WHERE f.figure = '{distribution}')
		, sum(public.dashboard_bin(f.amount)) FILTER (WHERE f.figure = '{distribution}')
		, nullif(sum(f.amount) FILTER (WHERE f.figure = '{count}'), 0)::bigint
	FROM figures f
	WHERE f.at IS NOT NULL AND f.amount IS NOT NULL
	GROUP BY f.subject, f.agent_id, f.at, f.session_id
$$;
