-- What dashboard_left_queue did, a trigger with a condition: an offer of a session that leaves the queue is over, and does not
-- come back with it. With the rights of the tables' owner, since the chat application needs none on ours.
CREATE OR REPLACE FUNCTION public.dashboard_withdraw_offers(of_session uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
	IF pg_trigger_depth() = 0 THEN
		RAISE EXCEPTION 'dashboard_withdraw_offers is for triggers' USING ERRCODE = 'insufficient_privilege';
	END IF;
	UPDATE public.dashboard_offers SET outcome = 'withdrawn', outcome_at = clock_timestamp()
	WHERE session_id = of_session AND outcome IS NULL AND expires_at > clock_timestamp();
END
$$;
