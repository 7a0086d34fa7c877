-- Folds up to max_buckets changed buckets of each subject, the latest first. Returns how many it folded; 0 also
-- where somebody else is folding. To be called outside a transaction of one's own, under READ COMMITTED.
CREATE OR REPLACE FUNCTION public.dashboard_fold(max_buckets integer DEFAULT 500) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	of_subject text;
	taken timestamptz[];
	folded integer := 0;
BEGIN
	-- One snapshot would let an older fold overwrite a newer one's result.
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'dashboard_fold runs under READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
	END IF;
	IF NOT pg_try_advisory_xact_lock(hashtext('dashboard_fold')) THEN
		RETURN 0;
	END IF;
	FOREACH of_subject IN ARRAY ARRAY['sessions', 'messages'] LOOP
		SELECT array_agg(bucket) INTO taken FROM (
			SELECT DISTINCT m.bucket FROM public.dashboard_marks m WHERE m.subject = of_subject
			ORDER BY m.bucket DESC LIMIT max_buckets
		) latest;
		IF taken IS NOT NULL THEN
			DELETE FROM public.dashboard_marks m WHERE m.subject = of_subject AND m.bucket = ANY (taken);
			PERFORM public.dashboard_roll_up(of_subject, taken);
			folded := folded + array_length(taken, 1);
		END IF;
	END LOOP;
	RETURN folded;
END
$$;
