-- The edges of the hours, days, weeks (from Monday) or months of an IANA time zone that a window touches: ascending, the
-- first not after `since`, the last not before `until`. Raises invalid_parameter_value for an unknown zone.
--
-- An hour begins when the clocks show a full hour, and when they move: the hour that comes twice is two, and where clocks
-- move by half an hour (Australia/Lord_Howe), so does the hour. A day begins with the first instant of its date.
CREATE OR REPLACE FUNCTION public.dashboard_calendar(granularity text, zone text, since timestamptz, until timestamptz)
RETURNS timestamptz[] LANGUAGE plpgsql STABLE AS $$
DECLARE
	unit interval := ('1 ' || granularity)::interval;
	day interval := interval '24 hours';
	edges timestamptz[];
BEGIN
	IF granularity <> 'hour' THEN
		edges := ARRAY(
			SELECT public.dashboard_day_start(first::date, zone)
			FROM generate_series(date_trunc(granularity, since AT TIME ZONE zone) - unit,
				date_trunc(granularity, until AT TIME ZONE zone) + 2 * unit, unit) first
			ORDER BY first);
	ELSIF NOT EXISTS (
		SELECT FROM generate_series(since - day, until + day, day) d
		WHERE (d + day) AT TIME ZONE zone - d AT TIME ZONE zone <> day
	) THEN
		-- The clocks do not move: every hour is one.
		edges := ARRAY(SELECT generate_series(date_trunc('hour', since, zone), until + unit, unit));
	ELSE
		-- Between two moves of the clocks an hour begins each hour, at a second of its own where an offset has seconds.
		edges := ARRAY(
			WITH clock AS (
				SELECT c.at, c.ahead, lag(c.ahead) OVER (ORDER BY c.at) AS ahead_before
				FROM (
					SELECT h AS at, h AT TIME ZONE zone - h AT TIME ZONE 'UTC' AS ahead
					FROM generate_series(public.dashboard_stretch(unit, since) - 2 * unit, until + 2 * unit, unit) h
				) c
			),
			moved AS (
				SELECT c.ahead, CASE WHEN c.ahead_before IS NULL THEN c.at ELSE (
					-- The minute, then the second.
					SELECT min(s)
					FROM (
						SELECT min(m) AS at FROM generate_series(c.at - interval '59 minutes', c.at, interval '1 minute') m
						WHERE m AT TIME ZONE zone - m AT TIME ZONE 'UTC' = c.ahead
					) minute
					CROSS JOIN LATERAL generate_series(minute.at - interval '59 seconds', minute.at, interval '1 second') s
					WHERE s AT TIME ZONE zone - s AT TIME ZONE 'UTC' = c.ahead
				) END AS at
				FROM clock c WHERE c.ahead IS DISTINCT FROM c.ahead_before
			),
			steady AS (
				SELECT m.at AS begins, lead(m.at, 1, until + 2 * unit) OVER (ORDER BY m.at) AS ends, m.ahead FROM moved m
			)
			SELECT s.begins FROM steady s
			UNION
			SELECT h FROM steady s
			CROSS JOIN LATERAL generate_series(public.dashboard_stretch(unit, s.begins + s.ahead) - s.ahead + unit, s.ends, unit) h
			WHERE h < s.ends);
	END IF;
	RETURN ARRAY(
		SELECT DISTINCT e.edge FROM unnest(edges) AS e (edge)
		WHERE e.edge >= (SELECT max(f.edge) FROM unnest(edges) AS f (edge) WHERE f.edge <= since)
			AND e.edge <= (SELECT min(l.edge) FROM unnest(edges) AS l (edge) WHERE l.edge >= until)
		ORDER BY e.edge);
END
$$;
