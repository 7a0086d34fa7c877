-- Folds up to `at_most` changed sessions, and as many changed minutes: recomputes their parts from the raw rows, and adds
-- the differences to the readings. Returns how many it folded: 0 when nothing has changed, NULL when another transaction
-- holds the lock of folding. Raises invalid_transaction_state unless it runs under READ COMMITTED.
--
-- Each statement sees at least what the one before it saw. So changes are taken first, and rows are read afterwards: a
-- write that is not seen yet has a change that is not seen yet either, and is folded next time. All of it is one
-- transaction; a fold that is stopped has done nothing.
CREATE OR REPLACE FUNCTION public.dashboard_fold(at_most integer) RETURNS integer LANGUAGE plpgsql SET jit = off AS $$
DECLARE
	changed_sessions uuid[];
	changed_minutes timestamptz[];
	made public.dashboard_parts[];
	kept public.dashboard_parts[];
	added public.dashboard_parts[];
	gone public.dashboard_parts[];
BEGIN
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'dashboard_fold runs under READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
	END IF;
	IF NOT pg_try_advisory_xact_lock(hashtext('dashboard_fold')) THEN
		RETURN NULL;
	END IF;
	-- The oldest first, as they lie in the table: those of one day share readings.
	changed_sessions := ARRAY(SELECT c.session_id FROM public.dashboard_changes c WHERE c.session_id IS NOT NULL
		GROUP BY c.session_id ORDER BY min(c.ctid) LIMIT at_most);
	changed_minutes := ARRAY(SELECT c.minute FROM public.dashboard_changes c WHERE c.minute IS NOT NULL
		GROUP BY c.minute ORDER BY min(c.ctid) LIMIT at_most);
	DELETE FROM public.dashboard_changes c
	WHERE (c.session_id IS NULL OR c.session_id = ANY (changed_sessions))
		AND (c.minute IS NULL OR c.minute = ANY (changed_minutes));

	made := ARRAY(SELECT p FROM public.dashboard_session_parts(changed_sessions) p)
		|| ARRAY(SELECT p FROM public.dashboard_message_parts(changed_minutes) p);
	kept := ARRAY(SELECT p FROM public.dashboard_parts p WHERE p.session_id = ANY (changed_sessions) AND p.subject <> 'messages')
		|| ARRAY(SELECT p FROM public.dashboard_parts p WHERE p.subject = 'messages' AND p.at = ANY (changed_minutes));
	added := ARRAY(SELECT m FROM unnest(made) m EXCEPT SELECT k FROM unnest(kept) k);
	gone := ARRAY(SELECT k FROM unnest(kept) k EXCEPT SELECT m FROM unnest(made) m);

	DELETE FROM public.dashboard_parts p USING unnest(gone) g
	WHERE p.subject = g.subject AND p.agent_id = g.agent_id AND p.at = g.at AND p.session_id = g.session_id;
	INSERT INTO public.dashboard_parts (subject, agent_id, at, session_id
		, {count}
		, {distribution}_count
		, {distribution}_microseconds
		, {distribution}_histogram
	)
	SELECT a.subject, a.agent_id, a.at, a.session_id
		, a.{count}
		, a.{distribution}_count
		, a.{distribution}_microseconds
		, a.{distribution}_histogram
	FROM unnest(added) a ORDER BY a.at;

	PERFORM public.dashboard_add_to_readings(ARRAY(SELECT d FROM public.dashboard_part_differences(added, gone) d));
	RETURN cardinality(changed_sessions) + cardinality(changed_minutes);
END
$$;
