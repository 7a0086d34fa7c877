-- Spans of time, and how a distribution of them is kept: one number with eight decimal digits a bin, so that
-- sum() merges. Bin n holds the spans from 1.036^n to 1.036^(n+1) microseconds; one of nothing is in no bin.
CREATE OR REPLACE FUNCTION public.dashboard_span(since timestamptz, until timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- Never below 0; greatest() alone would make 0 of a span that has no end.
AS $$
	SELECT CASE WHEN since IS NOT NULL AND until IS NOT NULL
	THEN greatest(0, (extract(epoch FROM until - since) * 1000000)::bigint) END
$$;
