-- Which readings a part at an instant is in: the instant since when they count, and how often the meter is read. Agents have
-- fewer parts and many more meters. Days are in UTC.
CREATE OR REPLACE FUNCTION public.dashboard_reading_kinds(subject public.dashboard_subject, at timestamptz)
RETURNS TABLE (since timestamptz, every interval) LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 2 AS $$
	SELECT timestamptz '-infinity', CASE subject WHEN 'agents' THEN interval '3 hours' ELSE interval '24 hours' END
	UNION ALL
	SELECT public.dashboard_stretch(interval '24 hours', at), interval '15 minutes' WHERE subject <> 'agents'
$$;
