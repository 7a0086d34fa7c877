-- As in 0005_reading.sql, but that clocks are looked at closely around their moves alone.
CREATE OR REPLACE FUNCTION public.dashboard_edges(granularity text, zone text, since timestamptz, until timestamptz, moves timestamptz[])
RETURNS timestamptz[] LANGUAGE plpgsql STABLE AS $$
DECLARE
	unit interval := ('1 ' || granularity)::interval;
	tick interval := interval '1 microsecond';
	first timestamptz;
	stretches timestamptz[];
	edges timestamptz[];
BEGIN
	IF granularity = 'hour' THEN
		first := public.dashboard_plain_hours(zone, since, moves);
		IF first IS NOT NULL THEN
			RETURN ARRAY(SELECT generate_series(first, until + unit - tick, unit));
		END IF;
		-- An hour begins when the clocks show it full, and when they move: that may be by half an hour
		-- (Australia/Lord_Howe) or within one (Pacific/Chatham).
		stretches := (since - interval '3 hours') || ARRAY(
			SELECT move FROM unnest(moves) move
			WHERE move > since - interval '3 hours' AND move < until + interval '3 hours' ORDER BY move
		) || (until + interval '3 hours');
		SELECT array_agg(DISTINCT edge ORDER BY edge) INTO edges
		FROM generate_series(1, cardinality(stretches) - 1) n
		CROSS JOIN LATERAL (SELECT date_trunc('hour', stretches[n], zone) AS full_hour) begins
		CROSS JOIN LATERAL (
			SELECT stretches[n] AS edge WHERE n > 1
			UNION ALL
			SELECT full_hour FROM generate_series(full_hour, stretches[n + 1] - tick, interval '1 hour') full_hour
			WHERE full_hour >= stretches[n]
		) edge;
	ELSIF cardinality(moves) = 0 THEN
		RETURN ARRAY(SELECT midnight AT TIME ZONE zone FROM generate_series(
			date_trunc(granularity, since AT TIME ZONE zone), until AT TIME ZONE zone + unit - tick, unit) midnight);
	ELSE
		-- Clocks are looked at closely around the instants when they move. Some more days than are needed: where clocks go
		-- back over midnight, the last date comes before its end.
		SELECT array_agg(DISTINCT edge ORDER BY edge) INTO edges
		FROM generate_series(date_trunc(granularity, since AT TIME ZONE zone) - unit,
			date_trunc(granularity, until AT TIME ZONE zone) + 3 * unit, unit) midnight
		CROSS JOIN LATERAL (SELECT midnight AT TIME ZONE zone AS usual) begins
		CROSS JOIN LATERAL (
			SELECT CASE WHEN EXISTS (
				SELECT FROM unnest(moves) move
				WHERE move >= usual - interval '25 hours' AND move <= usual + interval '25 hours'
			) THEN public.dashboard_day_start(midnight::date, zone) ELSE usual END AS edge
		) day;
	END IF;
	RETURN (
		SELECT array_agg(edge ORDER BY edge) FROM unnest(edges) edge
		WHERE edge >= (SELECT max(e) FROM unnest(edges) e WHERE e <= since)
			AND edge <= (SELECT min(e) FROM unnest(edges) e WHERE e >= until)
	);
END
$$;
