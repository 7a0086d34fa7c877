-- Calendars. The edges of the hours, days, weeks (from Monday) or months of a time zone that [since, until]
-- lies in: ascending, the first not after since, the last not before until.
-- The first instant of a day. Midnight may not exist (clocks go on at it: then PostgreSQL gives the instant they
-- do) or come twice (they go back over it: then it gives the second).
CREATE OR REPLACE FUNCTION public.dashboard_day_start(day date, zone text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT min(midnight.instant - back)
	FROM (SELECT day::timestamp AT TIME ZONE zone AS instant) midnight
	CROSS JOIN unnest(ARRAY[interval '0', interval '30 minutes', interval '1 hour', interval '2 hours', interval '3 hours']) back
	WHERE ((midnight.instant - back) AT TIME ZONE zone)::date >= day
$$;
