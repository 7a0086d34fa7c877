CREATE OR REPLACE FUNCTION public.dashboard_beside_hours(of_subject text, granularity text, cut timestamptz[], since timestamptz,
	until timestamptz, first_edge timestamptz, buckets integer,
	OUT first_hour timestamptz, OUT last_hour timestamptz, OUT marked timestamptz[], OUT asked timestamptz[],
	OUT places integer[], OUT is_free boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
	origin timestamptz := '2000-01-03 00:00:00+00';
	edges timestamptz[] := cut[2 : buckets];
BEGIN
	IF cut IS NULL THEN
		IF date_bin('1 hour', first_edge, origin) <> first_edge THEN
			RETURN;
		END IF;
	ELSIF granularity NOT IN ('hour', 'day') OR EXISTS (
		SELECT FROM unnest(edges) edge WHERE date_bin('1 hour', edge, origin) <> edge
	) OR granularity = 'day' AND NOT EXISTS (
		SELECT FROM unnest(edges) edge WHERE date_bin('24 hours', edge, origin) <> edge
	) THEN
		RETURN;
	END IF;
	first_hour := date_bin('1 hour', since + interval '1 hour' - interval '1 microsecond', origin);
	last_hour := date_bin('1 hour', until, origin);
	IF first_hour >= last_hour THEN
		first_hour := NULL;
		last_hour := NULL;
		RETURN;
	END IF;
	is_free := NOT EXISTS (
		SELECT FROM public.dashboard_marks m
		WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(since) AND m.bucket < until);
	IF is_free THEN
		-- The ends alone, without a query for each of these.
		asked := ARRAY[first_hour, last_hour];
		places := ARRAY[NULL]::integer[];
		IF since < first_hour THEN
			asked := since || asked;
			places := 1 || places;
		END IF;
		IF until > last_hour THEN
			asked := asked || until;
			places := places || buckets;
		END IF;
		RETURN;
	END IF;
	SELECT array_agg(DISTINCT date_bin('1 hour', m.bucket, origin)) INTO marked FROM public.dashboard_marks m
	WHERE m.subject = of_subject AND m.bucket >= first_hour AND m.bucket < last_hour;
	asked := ARRAY(
		SELECT edge FROM unnest(ARRAY[since, first_hour, last_hour, until]) edge
		UNION
		SELECT bound FROM unnest(marked) hour CROSS JOIN LATERAL (VALUES (hour), (hour + interval '1 hour')) side (bound)
		ORDER BY 1
	);
	places := ARRAY(
		SELECT CASE WHEN edge < first_hour OR edge >= last_hour OR edge = ANY (marked) THEN
			CASE WHEN cut IS NOT NULL THEN width_bucket(edge, cut)
				-- Where the window ends with an edge, its last instant is in the last bucket.
				ELSE least(floor(date_part('epoch', edge - first_edge) / 3600)::integer + 1, buckets) END END
		FROM unnest(asked) WITH ORDINALITY list (edge, n) WHERE n < cardinality(asked) ORDER BY n
	);
END
$$;
