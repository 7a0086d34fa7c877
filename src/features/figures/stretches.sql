CREATE OR REPLACE FUNCTION public.dashboard_stretches(of_subject text, edges timestamptz[], by_hours boolean DEFAULT false,
	OUT since timestamptz[], OUT until timestamptz[], OUT coarsest integer[], OUT alone integer[])
LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	slots integer := cardinality(edges) - 1;
	marked timestamptz[];
	cuts timestamptz[] := edges;
	grain integer := 10080;
	common integer;
	own integer;
BEGIN
	-- Days and hours: one stretch for all of them, by the coarsest grain whose rows lie in one slot each.
	IF public.dashboard_hours_from(edges) IS NOT NULL THEN
		-- An hour apart, so that what holds for one edge holds for all.
		common := CASE edges[2]
			WHEN date_bin('1 hour', edges[2], timestamptz '2000-01-03 00:00:00+00') THEN 60
			WHEN date_bin('15 minutes', edges[2], timestamptz '2000-01-03 00:00:00+00') THEN 15
			WHEN public.dashboard_bucket(edges[2]) THEN 5 END;
	ELSIF slots > 100 AND edges[slots] - edges[2] <= (slots - 2) * interval '1 hour' THEN
		SELECT CASE
			WHEN bool_and(date_bin('1 hour', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 60
			WHEN bool_and(date_bin('15 minutes', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 15
			WHEN bool_and(public.dashboard_bucket(edge) = edge) THEN 5
		END INTO common FROM unnest(edges[2 : slots]) edge;
	ELSIF slots > 2 AND edges[slots] - edges[2] <= (slots - 2) * interval '25 hours' THEN
		SELECT CASE
			WHEN bool_and(date_bin('24 hours', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 1440
			WHEN by_hours AND bool_and(date_bin('1 hour', edge, timestamptz '2000-01-03 00:00:00+00') = edge) THEN 60
		END INTO common FROM unnest(edges[2 : slots]) edge;
	END IF;
	IF common IS NOT NULL THEN
		grain := common;
		cuts := ARRAY[edges[1], edges[slots + 1]];
		-- A row of this grain is a slot of its own, but for the first slot and the last one: all others are as long.
		IF common IN (60, 1440) AND slots > 3 AND edges[slots] - edges[2] = (slots - 2) * make_interval(mins => common) THEN
			own := common;
			cuts := ARRAY[edges[1], edges[2], edges[slots], edges[slots + 1]];
		END IF;
	END IF;
	SELECT array_agg(DISTINCT m.bucket) INTO marked FROM public.dashboard_marks m
	WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(edges[1]) AND m.bucket < edges[slots + 1];
	IF marked IS NULL THEN
		since := cuts[1 : cardinality(cuts) - 1];
		until := cuts[2 :];
		coarsest := array_fill(grain, ARRAY[cardinality(since)]);
		alone := CASE WHEN own IS NOT NULL THEN ARRAY[NULL, own, NULL] END;
		RETURN;
	END IF;
	SELECT array_agg(stretch.begins), array_agg(stretch.ends),
		array_agg(CASE WHEN m.bucket IS NULL THEN grain ELSE 0 END),
		array_agg(CASE WHEN stretch.begins >= edges[2] AND stretch.ends <= edges[slots] THEN own END)
	INTO since, until, coarsest, alone
	FROM (
		SELECT cut AS begins, lead(cut) OVER (ORDER BY cut) AS ends
		FROM (
			SELECT unnest(cuts) AS cut
			UNION
			-- Where marked buckets begin and end that stand side by side.
			SELECT greatest(bound, edges[1]) FROM (
				SELECT bucket AS bound, bucket - lag(bucket) OVER side_by_side AS apart
				FROM unnest(marked) bucket WINDOW side_by_side AS (ORDER BY bucket)
				UNION ALL
				SELECT bucket + interval '5 minutes', lead(bucket) OVER side_by_side - bucket
				FROM unnest(marked) bucket WINDOW side_by_side AS (ORDER BY bucket)
			) run
			WHERE (apart IS NULL OR apart > interval '5 minutes') AND bound < edges[slots + 1]
			UNION
			SELECT edge FROM unnest(edges) edge JOIN unnest(marked) bucket ON bucket = public.dashboard_bucket(edge)
		) cutting
	) stretch
	LEFT JOIN unnest(marked) m (bucket) ON m.bucket = public.dashboard_bucket(stretch.begins)
	WHERE stretch.ends IS NOT NULL;
END
$$;
