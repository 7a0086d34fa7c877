-- How often the meters of a subject are read within a day. Agents have fewer parts and many more meters.
CREATE OR REPLACE FUNCTION public.dashboard_reading_stretch(subject text) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE subject WHEN 'agents' THEN interval '6 hours' ELSE interval '15 minutes' END
$$;
