-- The nil UUID: stands in keys where there is no agent, or no session.
CREATE OR REPLACE FUNCTION public.dashboard_nobody() RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT '00000000-0000-0000-0000-000000000000'::uuid
$$;
