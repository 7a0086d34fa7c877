CREATE OR REPLACE FUNCTION public.dashboard_write_day_hours(of_subject text, days timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM public.dashboard_day_hours h WHERE h.subject = of_subject AND h.day = ANY (days);
	INSERT INTO public.dashboard_day_hours (subject, day, hours)
	SELECT of_subject, d.day, d.hours FROM public.dashboard_hours_of_days(of_subject, days) d;
END
$$;
