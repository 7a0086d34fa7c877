CREATE OR REPLACE FUNCTION public.dashboard_hour_of_day(of_subject text, hour timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
	SELECT public.dashboard_as_of_day(jsonb_object_agg(key,
		split_part(value, ',', 1 + (date_part('epoch', hour - h.day) / 3600)::integer)))
	FROM public.dashboard_day_hours h CROSS JOIN LATERAL jsonb_each_text(h.hours)
	WHERE h.subject = of_subject AND h.day = date_bin('24 hours', hour, timestamptz '2000-01-03 00:00:00+00')
$$;
