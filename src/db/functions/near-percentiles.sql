-- Agents' lines in less time (docs/rollups.md): beside what a kept window has of an agent stands what tells its percentiles
-- where a few spans come or go, so that no histogram is read, added to or sent for that.


-- A distribution around its 50th, 90th and 95th percentiles: bins and how many spans are in them, `555 19 554 4 …`, the highest
-- first. Spans of bins that are left out count in the next lower one that is there; those below the last one nowhere. It
-- tells percentiles after up to four spans have come or gone. A percentile's place, counted from above, is then at most three
-- further up or down, and each span's at most four: those of twelve places on either side are told apart.
CREATE OR REPLACE FUNCTION public.dashboard_near_percentiles(histogram numeric, spans numeric) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(string_agg(bin || ' ' || from_above - from_next_above, ' ' ORDER BY bin DESC), '')
	FROM (
		SELECT bin, from_above, lag(from_above, 1, 0::numeric) OVER (ORDER BY bin DESC) AS from_next_above
		FROM (
			-- The bin above those that are near, with all that are further up.
			SELECT bin, from_above, is_near OR lead(is_near, 1, false) OVER (ORDER BY bin DESC) AS is_there
			FROM (
				SELECT bin, from_above, EXISTS (
					SELECT FROM (VALUES (50), (10), (5)) above (percent)
					WHERE from_above > div(spans * above.percent, 100) - 12
						AND from_above - spans_in_it <= div(spans * above.percent, 100) + 12
				) AS is_near
				FROM (
					SELECT bin, sum(spans_in_it) AS spans_in_it, sum(sum(spans_in_it)) OVER (ORDER BY bin DESC) AS from_above
					FROM (
						-- As in dashboard_percentile_bins.
						SELECT power >> 1 AS bin, digit * CASE power & 1 WHEN 1 THEN 10000 ELSE 1 END AS spans_in_it
						FROM (SELECT numeric_send(histogram) AS bytes OFFSET 0) sent
						CROSS JOIN LATERAL (
							SELECT get_byte(bytes, 2) * 256 + get_byte(bytes, 3) - n AS power,
								get_byte(bytes, 8 + 2 * n) * 256 + get_byte(bytes, 9 + 2 * n) AS digit
							FROM generate_series(0, get_byte(bytes, 0) * 256 + get_byte(bytes, 1) - 1) n
						) digits
						WHERE digit > 0
					) digits
					GROUP BY bin
				) bins
			) bins
		) bins
		WHERE is_there
	) bins
$$;
