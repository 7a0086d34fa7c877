-- The bin that a span is in; null for one of nothing.
CREATE OR REPLACE FUNCTION public.dashboard_bin_number(microseconds bigint) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT floor(ln(nullif(microseconds, 0)::double precision) / ln(1.036::double precision))::integer
$$;
