-- When the clocks of a zone move between two instants, to the second, in order.
CREATE OR REPLACE FUNCTION public.dashboard_clock_moves(zone text, since timestamptz, until timestamptz) RETURNS timestamptz[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
	moves timestamptz[] := '{}';
	day record;
	low timestamptz;
	high timestamptz;
	middle timestamptz;
BEGIN
	FOR day IN
		SELECT d AS begins, d + interval '24 hours' AS ends
		FROM generate_series(date_trunc('second', since), until, interval '24 hours') d
		WHERE public.dashboard_utc_offset(d, zone) <> public.dashboard_utc_offset(d + interval '24 hours', zone)
	LOOP
		low := day.begins;
		WHILE public.dashboard_utc_offset(low, zone) <> public.dashboard_utc_offset(day.ends, zone) LOOP
			high := day.ends;
			WHILE high - low > interval '1 second' LOOP
				middle := date_trunc('second', low + (high - low) / 2);
				IF public.dashboard_utc_offset(middle, zone) = public.dashboard_utc_offset(low, zone) THEN
					low := middle;
				ELSE
					high := middle;
				END IF;
			END LOOP;
			moves := moves || high;
			low := high;
		END LOOP;
	END LOOP;
	RETURN moves;
END
$$;
