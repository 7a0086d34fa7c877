-- An instant as answers show it: RFC 3339, UTC, truncated to milliseconds. Null stays null.
CREATE OR REPLACE FUNCTION public.dashboard_wire(instant timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
