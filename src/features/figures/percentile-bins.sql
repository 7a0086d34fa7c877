-- The bins that the 50th, 90th and 95th percentiles of so many spans are in, by nearest rank: numbers n of 1.036^n
-- microseconds, -1 for spans of 0 microseconds (which are in no bin). Null if there are no spans,
-- or more than the 99,999,999 that eight digits can count.
--
-- A histogram is one number with eight decimal digits a bin (dashboard_bin). Dividing it by 1 - 10^-8 adds to each bin all
-- higher ones, since 1 / (1 - x) = 1 + x + x^2 + …: running totals from the highest bin down. On the wire, PostgreSQL
-- writes numbers in digits to the base of 10,000, two bytes each. So a bin is four bytes, bytes compare as numbers do, and
-- the bin of a percentile is found by halves. This takes some ten microseconds; splitting the number into rows takes a
-- hundred times that.
CREATE OR REPLACE FUNCTION public.dashboard_percentile_bins(histogram numeric, spans bigint) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	-- Bins behind the decimal point, of spans below a second, move up in front of it.
	moved integer := (min_scale(histogram) + 7) / 8;
	totals bytea := numeric_send(div(CASE moved WHEN 0 THEN histogram ELSE histogram * ('1e' || 8 * moved)::numeric END,
		0.99999999));
	-- The power of 10,000 of the first digit. If it is even, the highest bin has one digit only: the other one is 0.
	weight integer := get_byte(totals, 2) * 256 + get_byte(totals, 3);
	digits bytea := CASE weight % 2 WHEN 0 THEN '\x0000'::bytea ELSE '' END || substring(totals FROM 9);
	bins integer := (length(digits) + 3) / 4;
	above integer;
	more_than bytea;
	low integer;
	high integer := bins;
	middle integer;
	found integer[];
BEGIN
	IF coalesce(spans, 0) = 0 OR spans > 99999999 THEN
		RETURN NULL;
	END IF;
	FOREACH above IN ARRAY '{50,10,5}'::integer[] LOOP
		-- The highest bin with more spans in it and above it than may be above the percentile.
		more_than := int4send((spans * above / 100 / 10000 * 65536 + spans * above / 100 % 10000)::integer);
		-- The higher the percentile, the higher its bin, and the nearer to the front.
		low := 0;
		WHILE low < high LOOP
			middle := (low + high) / 2;
			IF substring(digits FROM 1 + 4 * middle FOR 4) > more_than THEN
				high := middle;
			ELSE
				low := middle + 1;
			END IF;
		END LOOP;
		found := found || CASE WHEN low < bins THEN 390 - moved + weight / 2 - low ELSE -1 END;
	END LOOP;
	RETURN found;
END
$$;
