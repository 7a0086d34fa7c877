-- The bins that the 50th, 90th and 95th percentiles by nearest rank fall into; -1 where that is a span of nothing. As
-- src/features/metrics/histogram.ts finds them: the highest bin for which more spans are in it or above than may exceed
-- the percentile.
CREATE OR REPLACE FUNCTION public.dashboard_percentile_bins(histogram numeric, spans numeric) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ARRAY[
		coalesce(max(bin) FILTER (WHERE from_above > div(spans * 50, 100)), -1),
		coalesce(max(bin) FILTER (WHERE from_above > div(spans * 10, 100)), -1),
		coalesce(max(bin) FILTER (WHERE from_above > div(spans * 5, 100)), -1)]
	FROM (
		-- Two digits to the base of 10,000 are a bin, the higher one first.
		SELECT power >> 1 AS bin,
			sum(digit * CASE power & 1 WHEN 1 THEN 10000 ELSE 1 END) OVER (ORDER BY power DESC) AS from_above
		FROM (SELECT numeric_send(histogram) AS bytes OFFSET 0) sent
		CROSS JOIN LATERAL (
			SELECT get_byte(bytes, 2) * 256 + get_byte(bytes, 3) - n AS power,
				get_byte(bytes, 8 + 2 * n) * 256 + get_byte(bytes, 9 + 2 * n) AS digit
			FROM generate_series(0, get_byte(bytes, 0) * 256 + get_byte(bytes, 1) - 1) n
		) digits
	) bins
$$;
