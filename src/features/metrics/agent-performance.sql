-- As in 0007_kept_windows.sql, but for lines that are kept.
CREATE OR REPLACE FUNCTION public.dashboard_agent_performance(since timestamptz, until timestamptz, compared boolean, only_agent uuid)
RETURNS TABLE (generated_at text, "from" text, "to" text, agents text, names json)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	at timestamptz := date_trunc('milliseconds', now());
	edges timestamptz[] := public.dashboard_window_edges(since, until, compared);
	asked integer := cardinality(edges) - 1;
BEGIN
	RETURN QUERY
	WITH figures AS MATERIALIZED (
		SELECT * FROM public.dashboard_agent_figures(edges, only_agent)
	),
	listed AS MATERIALIZED (
		SELECT row_number() OVER (ORDER BY f.handled DESC, f.agent_id) AS place, f.agent_id,
			f.agent_id::text || ',' || coalesce(taken.sessions, 0)::text || ',' || coalesce(taken.load, 0)::text || ','
				|| coalesce(a.availability, '') || ',' AS now,
			a.display_name
		FROM figures f
		LEFT JOIN public.dashboard_taken_places(at, CASE WHEN only_agent IS NOT NULL THEN ARRAY[only_agent] END) taken
			USING (agent_id)
		LEFT JOIN public.support_agents a USING (agent_id)
		-- Not "=", of which the planner expects one row, and would go through all agents for each of them.
		WHERE f.slot >= asked AND f.handled > 0
	)
	SELECT public.dashboard_wire(at), public.dashboard_wire(edges[n]),
		public.dashboard_wire(CASE n WHEN asked THEN until ELSE since END),
		string_agg(l.now || coalesce(f.line, public.dashboard_agent_line(
			coalesce(f.handled, 0), coalesce(f.sent, 0), coalesce(f.unanswered, 0), coalesce(f.rated, 0),
			coalesce(f.rating_sum, 0),
			coalesce(f.answered, 0), coalesce(f.response_microseconds, 0),
			public.dashboard_sent_spans(f.response_histogram, f.response_bins),
			coalesce(f.waits, 0), coalesce(f.wait_microseconds, 0),
			public.dashboard_sent_spans(f.wait_histogram, f.wait_bins),
			coalesce(f.handlings, 0), coalesce(f.handle_microseconds, 0),
			public.dashboard_sent_spans(f.handle_histogram, f.handle_bins))), ';' ORDER BY l.place)
			FILTER (WHERE l.agent_id IS NOT NULL),
		json_agg(l.display_name ORDER BY l.place) FILTER (WHERE l.agent_id IS NOT NULL)
	-- Of a series the planner expects a thousand rows.
	FROM unnest((ARRAY[1, 2])[1 : asked]) n
	LEFT JOIN listed l ON true
	LEFT JOIN figures f ON f.slot = n AND f.agent_id = l.agent_id
	GROUP BY n
	ORDER BY n DESC;
END
$$;
