CREATE OR REPLACE FUNCTION public.dashboard_sent_bins(bins integer[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT bins[1]::text || ' ' || bins[2]::text || ' ' || bins[3]::text
$$;
