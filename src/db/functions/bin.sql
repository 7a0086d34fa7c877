-- A span in a histogram: 1 in its bin, to be summed up. Bin n holds spans from 1.036^n up to 1.036^(n+1) microseconds;
-- it has eight decimal digits, so that adding histograms adds bin by bin. Digits count from bin 390, about a second;
-- shorter spans stand behind the decimal point, which keeps the usual numbers short. Null for 0 microseconds, which are
-- in no bin.
CREATE OR REPLACE FUNCTION public.dashboard_bin(microseconds bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ('1e' || 8 * (floor(ln(nullif(microseconds, 0)::double precision) / ln(1.036::double precision))::integer - 390))::numeric
$$;
