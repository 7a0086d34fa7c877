CREATE OR REPLACE FUNCTION public.dashboard_buckets(granularity text, zone text, since timestamptz, until timestamptz,
	calendar_until timestamptz, without_plain_hours boolean DEFAULT false)
RETURNS TABLE (generated_at text, "from" text, "to" text, edges text, buckets integer, utc_offsets text,
	cut timestamptz[])
LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
	moves timestamptz[] := public.dashboard_moves_around(granularity, zone, since, calendar_until);
	plain timestamptz := CASE WHEN without_plain_hours AND granularity = 'hour'
		THEN public.dashboard_plain_hours(zone, since, moves) END;
	whole timestamptz[] := CASE WHEN plain IS NULL
		THEN public.dashboard_edges(granularity, zone, since, calendar_until, moves) END;
	slots integer := coalesce(cardinality(whole) - 1, ceil(date_part('epoch', calendar_until - plain) / 3600));
	first timestamptz := coalesce(plain, whole[1]);
	last timestamptz := coalesce(plain + slots * interval '1 hour', whole[slots + 1]);
	offsets text := extract(epoch FROM public.dashboard_utc_offset(first, zone))::integer::text;
	move timestamptz;
BEGIN
	FOREACH move IN ARRAY moves LOOP
		IF move > first AND move <= last THEN
			offsets := concat_ws(',', offsets, extract(epoch FROM move)::bigint,
				extract(epoch FROM public.dashboard_utc_offset(move, zone))::integer);
		END IF;
	END LOOP;
	RETURN QUERY
	SELECT public.dashboard_wire(date_trunc('milliseconds', now())),
		public.dashboard_wire(since),
		public.dashboard_wire(until),
		CASE WHEN granularity = 'hour' AND last - first = slots * interval '1 hour'
			THEN date_part('epoch', first)::bigint::text
			ELSE (
				SELECT string_agg(date_part('epoch', edge)::bigint::text, ',' ORDER BY n)
				FROM unnest(whole) WITH ORDINALITY list (edge, n)
			) END,
		slots,
		offsets,
		CASE WHEN plain IS NULL THEN ARRAY[since] || whole[2 : slots] || (until + interval '1 microsecond') END;
END
$$;
