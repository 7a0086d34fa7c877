-- As in 0005_reading.sql, but for minutes, and without rows of VALUES, whose expressions are prepared anew each time.
CREATE OR REPLACE FUNCTION public.dashboard_pieces(since timestamptz, until timestamptz, coarsest integer)
RETURNS TABLE (grain_minutes integer, piece_since timestamptz, piece_until timestamptz)
LANGUAGE sql STABLE ROWS 10 AS $$
	SELECT piece.grain, piece.begins, piece.ends
	FROM (
		SELECT unnest(ARRAY[10080, 1440, 1440, 360, 360, 60, 60, 15, 15, 5, 5, 1, 1, 0, 0]) AS grain,
			unnest(ARRAY[first_10080,
				first_1440, greatest(last_10080, least(first_10080, last_1440)),
				first_360, greatest(last_1440, least(first_1440, last_360)),
				first_60, greatest(last_360, least(first_360, last_60)),
				first_15, greatest(last_60, least(first_60, last_15)),
				first_5, greatest(last_15, least(first_15, last_5)),
				first_1, greatest(last_5, least(first_5, last_1)),
				since, greatest(last_1, least(first_1, until))]) AS begins,
			unnest(ARRAY[last_10080,
				least(first_10080, last_1440), last_1440,
				least(first_1440, last_360), last_360,
				least(first_360, last_60), last_60,
				least(first_60, last_15), last_15,
				least(first_15, last_5), last_5,
				least(first_5, last_1), last_1,
				least(first_1, until), until]) AS ends
		FROM (
			SELECT whole.*,
				-- Of a bucket that has no minutes, none: its raw rows are read.
				CASE WHEN coarsest >= 5
					THEN date_bin('1 minute', since + interval '1 minute' - tick, origin) ELSE first_5 END AS first_1,
				CASE WHEN coarsest >= 5
					THEN date_bin('1 minute', until, origin) ELSE last_5 END AS last_1
			FROM (
				SELECT constant.*,
					CASE WHEN coarsest >= 5 THEN date_bin('5 minutes', since + interval '5 minutes' - tick, origin)
						ELSE 'infinity' END AS first_5,
					CASE WHEN coarsest >= 5 THEN date_bin('5 minutes', until, origin) ELSE '-infinity' END AS last_5,
					CASE WHEN coarsest >= 15 THEN date_bin('15 minutes', since + interval '15 minutes' - tick, origin)
						ELSE 'infinity' END AS first_15,
					CASE WHEN coarsest >= 15 THEN date_bin('15 minutes', until, origin) ELSE '-infinity' END AS last_15,
					CASE WHEN coarsest >= 60 THEN date_bin('1 hour', since + interval '1 hour' - tick, origin)
						ELSE 'infinity' END AS first_60,
					CASE WHEN coarsest >= 60 THEN date_bin('1 hour', until, origin) ELSE '-infinity' END AS last_60,
					CASE WHEN coarsest >= 360 THEN date_bin('6 hours', since + interval '6 hours' - tick, origin)
						ELSE 'infinity' END AS first_360,
					CASE WHEN coarsest >= 360 THEN date_bin('6 hours', until, origin) ELSE '-infinity' END AS last_360,
					CASE WHEN coarsest >= 1440 THEN date_bin('24 hours', since + interval '24 hours' - tick, origin)
						ELSE 'infinity' END AS first_1440,
					CASE WHEN coarsest >= 1440 THEN date_bin('24 hours', until, origin) ELSE '-infinity' END AS last_1440,
					CASE WHEN coarsest >= 10080 THEN date_bin('168 hours', since + interval '168 hours' - tick, origin)
						ELSE 'infinity' END AS first_10080,
					CASE WHEN coarsest >= 10080 THEN date_bin('168 hours', until, origin) ELSE '-infinity' END AS last_10080
				FROM (VALUES (timestamptz '2000-01-03 00:00:00+00', interval '1 microsecond')) constant (origin, tick)
				OFFSET 0
			) whole
			OFFSET 0
		) whole
	) piece
	WHERE piece.begins < piece.ends
$$;
