-- Where the hours that a zone's clocks show begin an hour apart, the one that holds `since`; null where that is not so.
CREATE OR REPLACE FUNCTION public.dashboard_plain_hours(zone text, since timestamptz, moves timestamptz[]) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
	first timestamptz := date_trunc('hour', since, zone);
	move timestamptz;
BEGIN
	-- Moves by full hours, at one, keep hours where they are.
	FOREACH move IN ARRAY moves LOOP
		IF date_bin('1 hour', move, first) <> move OR date_trunc('hour', move, zone) <> move THEN
			RETURN NULL;
		END IF;
	END LOOP;
	RETURN first;
END
$$;
