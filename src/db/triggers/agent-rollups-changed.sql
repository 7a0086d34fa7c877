-- Kept windows (docs/rollups.md): what every agent did in the latest windows of the lengths that dashboards ask for, added
-- up once in a while instead of for every request. A kept window begins and ends with five-minute buckets and is, for
-- every one of them, what the rollups have: marked buckets too, so that a reader knows what to replace.
CREATE OR REPLACE FUNCTION public.dashboard_agent_rollups_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM public.dashboard_kept_windows;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_drop_kept AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.dashboard_agent_rollups
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_agent_rollups_changed();
