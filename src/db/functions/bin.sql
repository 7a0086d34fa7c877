CREATE OR REPLACE FUNCTION public.dashboard_bin(microseconds bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT ('1e' || (8 * public.dashboard_bin_number(microseconds))::text)::numeric
$$;
