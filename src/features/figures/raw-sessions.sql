CREATE OR REPLACE FUNCTION public.dashboard_raw_sessions(since timestamptz, until timestamptz)
RETURNS TABLE (sessions bigint, waiting bigint, active bigint, closed bigint, messages bigint, answered bigint,
	response_microseconds numeric, rated_1 bigint, rated_2 bigint, rated_3 bigint, rated_4 bigint, rated_5 bigint,
	closed_rated bigint, waits bigint, wait_microseconds numeric, handlings bigint, handle_microseconds numeric,
	response_histogram numeric, wait_histogram numeric, handle_histogram numeric)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT count(*),
		count(*) FILTER (WHERE s.status = 'waiting'),
		count(*) FILTER (WHERE s.status = 'active'),
		count(*) FILTER (WHERE s.status = 'closed'),
		coalesce(sum(s.total_messages), 0),
		count(s.first_response_at),
		coalesce(sum(public.dashboard_span(s.created_at, s.first_response_at)), 0),
		count(*) FILTER (WHERE s.rating = 1),
		count(*) FILTER (WHERE s.rating = 2),
		count(*) FILTER (WHERE s.rating = 3),
		count(*) FILTER (WHERE s.rating = 4),
		count(*) FILTER (WHERE s.rating = 5),
		count(s.rating) FILTER (WHERE s.status = 'closed'),
		count(public.dashboard_wait(s.queued_at, s.started_at)),
		coalesce(sum(public.dashboard_wait(s.queued_at, s.started_at)), 0),
		count(public.dashboard_handling(s.status, s.started_at, s.closed_at)),
		coalesce(sum(public.dashboard_handling(s.status, s.started_at, s.closed_at)), 0),
		coalesce(sum(public.dashboard_bin(public.dashboard_span(s.created_at, s.first_response_at))), 0),
		coalesce(sum(public.dashboard_bin(public.dashboard_wait(s.queued_at, s.started_at))), 0),
		coalesce(sum(public.dashboard_bin(public.dashboard_handling(s.status, s.started_at, s.closed_at))), 0)
	FROM public.chat_sessions s
	WHERE s.created_at >= since AND s.created_at < until
$$;
