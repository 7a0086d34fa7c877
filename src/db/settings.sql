-- Storage settings of our tables. Not a function; each statement may run again and again.
--
-- Changes come and go all the time. Vacuuming them soon keeps folding from walking over dead rows.
ALTER TABLE public.dashboard_changes SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
	autovacuum_vacuum_insert_threshold = -1);
-- Histograms stay in their rows, uncompressed: out of line, reading them would take most of the time.
ALTER TABLE public.dashboard_readings SET (toast_tuple_target = 8160, fillfactor = 70);

-- Trigger functions with the dashboard's rights: without this, any role could attach them to a table of its own and forge
-- events. Firing a trigger needs no right on its function.
REVOKE EXECUTE ON FUNCTION public.dashboard_session_after(), public.dashboard_messages_written(),
	public.dashboard_messages_updated(), public.dashboard_participants_written(), public.dashboard_agents_written(),
	public.dashboard_rows_truncated() FROM PUBLIC;
