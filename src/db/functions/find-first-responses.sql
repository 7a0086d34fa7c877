-- Many sessions at once are looked up by a plan of their own (hence EXECUTE), made for as many as there are: one that
-- was made for few, while the tables were small, takes a time that grows with their square.
CREATE OR REPLACE FUNCTION public.dashboard_find_first_responses(session_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	IF cardinality(session_ids) <= 20 THEN
		PERFORM 1 FROM public.chat_sessions WHERE id = ANY (session_ids) ORDER BY id FOR NO KEY UPDATE;
		-- Always writes the row, changed or not: under REPEATABLE READ that is what makes a concurrent writer with
		-- an older snapshot fail, instead of missing what it can't see.
		UPDATE public.chat_sessions s
		SET first_response_at = response.created_at,
			first_response_id = response.id,
			first_responder_id = response.sender_id
		FROM (SELECT DISTINCT id FROM unnest(session_ids) AS given (id)) affected
		LEFT JOIN LATERAL public.dashboard_first_response(affected.id) response ON true
		WHERE s.id = affected.id;
		-- Who handled these sessions, and who sent what in them, may have changed without a change in their rows.
		INSERT INTO public.dashboard_marks (subject, bucket)
		SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at)
		FROM public.chat_sessions WHERE id = ANY (session_ids);
		RETURN;
	END IF;
	EXECUTE $many$
		SELECT count(*) FROM (
			SELECT FROM public.chat_sessions WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE
		) locked
	$many$ USING session_ids;
	EXECUTE $many$
		UPDATE public.chat_sessions s
		SET first_response_at = response.created_at,
			first_response_id = response.id,
			first_responder_id = response.sender_id
		FROM (SELECT DISTINCT id FROM unnest($1) AS given (id)) affected
		LEFT JOIN LATERAL public.dashboard_first_response(affected.id) response ON true
		WHERE s.id = affected.id
	$many$ USING session_ids;
	EXECUTE $many$
		INSERT INTO public.dashboard_marks (subject, bucket)
		SELECT DISTINCT 'sessions', public.dashboard_bucket(created_at)
		FROM public.chat_sessions WHERE id = ANY ($1)
	$many$ USING session_ids;
END
$$;
