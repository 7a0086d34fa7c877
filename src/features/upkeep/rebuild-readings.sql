-- Makes the readings of a subject again from its parts, of one agent or (null) of all its owners. Waits for a fold that is
-- under way; until the transaction ends, nothing is folded.
CREATE OR REPLACE FUNCTION public.dashboard_rebuild_readings(of_subject public.dashboard_subject, of_agent uuid) RETURNS void
LANGUAGE plpgsql SET jit = off AS $$
DECLARE
	day timestamptz;
	parts public.dashboard_parts[];
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('dashboard_fold'));
	DELETE FROM public.dashboard_readings r
	WHERE r.subject = of_subject AND (of_agent IS NULL OR r.agent_id = of_agent);
	FOR day IN
		SELECT DISTINCT public.dashboard_stretch(interval '24 hours', p.at) AS day FROM public.dashboard_parts p
		WHERE p.subject = of_subject AND (of_agent IS NULL OR p.agent_id = of_agent) ORDER BY day
	LOOP
		parts := ARRAY(SELECT p FROM public.dashboard_parts p
			WHERE p.subject = of_subject AND (of_agent IS NULL OR p.agent_id = of_agent)
				AND p.at >= day AND p.at < day + interval '24 hours');
		PERFORM public.dashboard_add_to_readings(parts);
	END LOOP;
END
$$;
