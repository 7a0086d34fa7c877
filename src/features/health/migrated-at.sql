-- When the newest migration of this database was generated, in milliseconds since the epoch; NULL if none is recorded.
-- Runs with its owner's rights: the Worker's role needs none on the journal of migrations.
CREATE OR REPLACE FUNCTION public.dashboard_migrated_at() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	IF to_regclass('drizzle.__drizzle_migrations') IS NULL THEN
		RETURN NULL;
	END IF;
	RETURN (SELECT max(m.created_at) FROM drizzle.__drizzle_migrations m);
END
$$;
