-- Messages by their own time.
CREATE OR REPLACE FUNCTION public.dashboard_message_analytics(since timestamptz, until timestamptz, compared boolean)
RETURNS TABLE (generated_at text, "from" text, "to" text, texts numeric, files numeric, images numeric, sent numeric,
	delivered numeric, read numeric, text_characters numeric)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	edges timestamptz[] := public.dashboard_window_edges(since, until, compared);
BEGIN
	RETURN QUERY
	SELECT public.dashboard_wire(date_trunc('milliseconds', now())), public.dashboard_wire(edges[n]),
		public.dashboard_wire(CASE n WHEN cardinality(edges) - 1 THEN until ELSE since END),
		coalesce(counts.texts, 0), coalesce(counts.files, 0),
		coalesce(counts.images, 0), coalesce(counts.sent, 0), coalesce(counts.delivered, 0),
		coalesce(counts.read, 0), coalesce(counts.text_characters, 0)
	FROM generate_series(cardinality(edges) - 1, 1, -1) n
	LEFT JOIN public.dashboard_message_counts(edges) counts ON counts.slot = n
	ORDER BY n DESC;
END
$$;
