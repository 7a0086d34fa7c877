-- The ledger: the segments and episodes of sessions, in order. A pure function of dashboard_session_events and of the
-- times at which support agents joined and left. A deleted session has no segments.
--
--   episode         1, 2, …: the session's lives, from creation or return until it is closed
--   segment         1, 2, …: counted through all episodes
--   state           'queued' or 'handled'
--   agent_id        the agent who handles; null while queued, and while an active session is nobody's
--   team            the session's team when the segment began
--   began           null if unknown: the row came without started_at
--   ended, ending   null while open. Endings: 'assigned' (from the queue, or from nobody to an agent), 'transferred'
--                   (from an agent to another), 'released' (from an agent to nobody), 'requeued', 'moved' (to another
--                   team), 'abandoned' (closed out of the queue), 'closed'
--   wait_began      of a queued segment, when its wait began: a moved wait goes on
--   rated_at        when the session's present rating was given; on the segment of the agent who handled last at that
--                   time (on the latest segment, if no agent had), else null
--
-- Instants are the chat application's own wherever it gives them. Clocks differ, so `ended` can be before `began`:
-- dashboard_span() counts that as 0.
--
-- A row tells only its last agent. So if a segment's agent joined in the middle of it, the time before belongs to the
-- agents who joined earlier, each until the next one joined. Agents who had already left, or who joined before an
-- earlier return to the queue, have no share.
CREATE OR REPLACE FUNCTION public.dashboard_segments(session_ids uuid[])
RETURNS TABLE (session_id uuid, episode integer, segment integer, state text, agent_id uuid, team text,
	began timestamptz, ended timestamptz, ending text, wait_began timestamptz,
	episode_began timestamptz, episode_ended timestamptz, rated_at timestamptz)
LANGUAGE sql STABLE ROWS 5000 SET jit = off AS $$
	WITH replayed AS MATERIALIZED (
		SELECT r.*, r.state = 'handled' AND lag(r.state) OVER by_session IS DISTINCT FROM 'handled' AS is_first_owner,
			CASE WHEN r.segment <= 2 THEN '-infinity' ELSE lag(r.wait_began) OVER by_session END AS members_since
		FROM public.dashboard_replay(session_ids) r
		WINDOW by_session AS (PARTITION BY r.session_id ORDER BY r.segment)
	)
	SELECT r.session_id, r.episode, (row_number() OVER (PARTITION BY r.session_id ORDER BY r.segment, share.nth))::integer,
		r.state, coalesce(share.agent_id, r.agent_id), r.team, coalesce(share.began, r.began),
		coalesce(share.ended, r.ended), CASE WHEN share.ended IS NULL THEN r.ending ELSE 'transferred' END, r.wait_began,
		r.episode_began, r.episode_ended, CASE WHEN share.ended IS NULL THEN r.rated_at END
	FROM replayed r
	LEFT JOIN LATERAL (
		SELECT s.agent_id, s.nth, s.began, lead(s.began) OVER (ORDER BY s.nth) AS ended
		FROM (
			SELECT member.user_id AS agent_id, row_number() OVER joined AS nth,
				CASE row_number() OVER joined WHEN 1 THEN r.began ELSE greatest(member.joined_at, r.began) END AS began,
				greatest(lead(member.joined_at, 1, 'infinity') OVER joined, r.began) AS next_began
			FROM public.chat_participants owner
			JOIN public.chat_participants member ON member.session_id = r.session_id AND member.role = 'support_agent'
			WHERE owner.session_id = r.session_id AND owner.user_id = r.agent_id AND owner.role = 'support_agent'
				AND owner.joined_at > r.began AND owner.joined_at < coalesce(r.ended, 'infinity')
				AND (member.user_id = owner.user_id OR member.joined_at < owner.joined_at
					AND member.joined_at >= r.members_since AND coalesce(member.left_at, 'infinity') > r.began)
			WINDOW joined AS (ORDER BY member.joined_at, member.user_id)
		) s
		-- Of those who had joined when the segment began, the last one.
		WHERE s.next_began > s.began
	) share ON r.is_first_owner
	ORDER BY r.session_id, r.segment, share.nth
$$;
