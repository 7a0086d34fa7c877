-- A reopened session may still have the end of its earlier life.
CREATE OR REPLACE FUNCTION public.dashboard_handling(status text, started_at timestamptz, closed_at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT public.dashboard_span(CASE WHEN status = 'closed' THEN started_at END, closed_at)
$$;
