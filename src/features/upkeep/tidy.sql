-- Deletes idempotency keys older than 24 hours and gives offers that are over their outcome, up to `max_rows` of each.
-- Housekeeping only: nothing depends on it. Returns the number of rows.
CREATE OR REPLACE FUNCTION public.dashboard_tidy(max_rows integer DEFAULT 10000) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	done integer;
	tidied integer := 0;
BEGIN
	DELETE FROM public.dashboard_idempotency_keys WHERE (caller, key) IN (
		SELECT caller, key FROM public.dashboard_idempotency_keys
		WHERE created_at <= clock_timestamp() - interval '24 hours'
		ORDER BY created_at LIMIT max_rows FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS done = ROW_COUNT;
	tidied := tidied + done;
	UPDATE public.dashboard_offers o
	SET outcome = CASE WHEN public.dashboard_is_withdrawn(o) THEN 'withdrawn' ELSE 'expired' END, outcome_at = expires_at
	WHERE id IN (
		SELECT id FROM public.dashboard_offers
		WHERE outcome IS NULL AND expires_at <= clock_timestamp() LIMIT max_rows FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS done = ROW_COUNT;
	RETURN tidied + done;
END
$$;
