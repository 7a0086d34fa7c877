-- Refuses updates and deletes of command log rows, except by the functions that erase (dashboard_erase_customer,
-- dashboard_apply_retention): they set `dashboard.erases`. TRUNCATE remains possible for the table's owner.
CREATE OR REPLACE FUNCTION public.dashboard_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF current_setting('dashboard.erases', true) IS DISTINCT FROM 'on' THEN
		RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER dashboard_append_only BEFORE UPDATE OR DELETE ON public.dashboard_command_log
	FOR EACH STATEMENT EXECUTE FUNCTION public.dashboard_log_is_append_only();
