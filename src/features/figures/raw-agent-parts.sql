-- What agents did in the sessions that were created from one instant up to another: a row for each of an agent's parts in a
-- session. It took part, and sent so many messages; it answered first; or it is the one assigned, whose are the rating and
-- the times.
CREATE OR REPLACE FUNCTION public.dashboard_raw_agent_parts(since timestamptz, until timestamptz)
RETURNS TABLE(agent_id uuid, took_part boolean, sent bigint, unanswered boolean, response bigint, rating smallint, wait bigint,
	handling bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT p.user_id, true,
		(SELECT count(*) FROM public.chat_messages m WHERE m.session_id = s.id AND m.sender_id = p.user_id),
		s.first_response_at IS NULL, NULL::bigint, NULL::smallint, NULL::bigint, NULL::bigint
	FROM public.chat_sessions s
	-- By index, session for session (hence the offset): the planner doesn't know how short the stretch is.
	CROSS JOIN LATERAL (
		SELECT user_id FROM public.chat_participants WHERE session_id = s.id AND role = 'support_agent' OFFSET 0
	) p
	WHERE s.created_at >= since AND s.created_at < until
	UNION ALL
	SELECT s.first_responder_id, false, NULL, false,
		public.dashboard_span(s.created_at, s.first_response_at), NULL, NULL, NULL
	FROM public.chat_sessions s
	WHERE s.created_at >= since AND s.created_at < until AND s.first_responder_id IS NOT NULL
	UNION ALL
	SELECT s.assigned_agent_id, false, NULL, false, NULL, s.rating,
		public.dashboard_wait(s.queued_at, s.started_at),
		public.dashboard_handling(s.status, s.started_at, s.closed_at)
	FROM public.chat_sessions s
	WHERE s.created_at >= since AND s.created_at < until AND s.assigned_agent_id IS NOT NULL
$$;
