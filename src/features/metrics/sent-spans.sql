-- A distribution on its way to src/features/metrics/agent-performance.sql.ts: its percentiles' bins where it is known that
-- they hold, else the whole histogram.
CREATE OR REPLACE FUNCTION public.dashboard_sent_spans(histogram numeric, bins integer[]) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN histogram IS NULL AND bins IS NOT NULL THEN array_to_string(bins, ' ')
	ELSE encode(numeric_send(coalesce(histogram, 0)), 'base64') END
$$;
