-- For the Cron Trigger: forgets keys that are over, and gives expired offers their outcome. Nothing rests on it.
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
	UPDATE public.dashboard_offers SET outcome = 'expired', outcome_at = expires_at WHERE id IN (
		SELECT id FROM public.dashboard_offers
		WHERE outcome IS NULL AND expires_at <= clock_timestamp() LIMIT max_rows FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS done = ROW_COUNT;
	RETURN tidied + done;
END
$$;
