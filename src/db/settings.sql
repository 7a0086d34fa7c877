-- Storage settings of our tables. Not a function; each statement may run again and again.
--
-- Changes come and go all the time. Vacuuming them soon keeps folding from walking over dead rows.
ALTER TABLE public.dashboard_changes SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
	autovacuum_vacuum_insert_threshold = -1);
-- Histograms stay in their rows, uncompressed: out of line, reading them would take most of the time.
ALTER TABLE public.dashboard_readings SET (toast_tuple_target = 8160, fillfactor = 70);

-- No function is for PUBLIC: a role that calls them is granted that (dev/roles.sql). Above all not the trigger functions,
-- which have the dashboard's rights: a role could attach them to a table of its own and forge events. Firing a trigger needs
-- no right on its function.
DO $$
DECLARE
	f regprocedure;
BEGIN
	FOR f IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'dashboard\_%' LOOP
		EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
	END LOOP;
END
$$;
