-- As in 0003_distributions.sql, of these.
CREATE OR REPLACE FUNCTION public.dashboard_raw_agents(since timestamptz, until timestamptz, only_agent uuid DEFAULT NULL)
RETURNS TABLE(agent_id uuid, handled bigint, sent bigint, answered bigint, response_microseconds numeric, rated bigint,
	rating_sum bigint, unanswered bigint, waits bigint, wait_microseconds numeric, handlings bigint, handle_microseconds numeric,
	response_histogram numeric, wait_histogram numeric, handle_histogram numeric)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT part.agent_id,
		count(*) FILTER (WHERE part.took_part),
		coalesce(sum(part.sent), 0)::bigint,
		count(part.response),
		coalesce(sum(part.response), 0),
		count(part.rating),
		coalesce(sum(part.rating), 0)::bigint,
		count(*) FILTER (WHERE part.unanswered),
		count(part.wait),
		coalesce(sum(part.wait), 0),
		count(part.handling),
		coalesce(sum(part.handling), 0),
		coalesce(sum(public.dashboard_bin(part.response)), 0),
		coalesce(sum(public.dashboard_bin(part.wait)), 0),
		coalesce(sum(public.dashboard_bin(part.handling)), 0)
	FROM public.dashboard_raw_agent_parts(since, until) part
	WHERE only_agent IS NULL OR part.agent_id = only_agent
	GROUP BY part.agent_id
$$;
