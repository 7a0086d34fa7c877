-- The first instant of a date on the clocks of a time zone. There may be no midnight (then PostgreSQL takes the instant at
-- which the clocks go on) or two of them (then it takes the second, and the first is up to three hours earlier).
CREATE OR REPLACE FUNCTION public.dashboard_day_start(day date, zone text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT min(midnight.at - back)
	FROM (SELECT day::timestamp AT TIME ZONE zone AS at) midnight
	CROSS JOIN unnest('{0,30 minutes,1 hour,2 hours,3 hours}'::interval[]) back
	WHERE ((midnight.at - back) AT TIME ZONE zone)::date >= day
$$;
