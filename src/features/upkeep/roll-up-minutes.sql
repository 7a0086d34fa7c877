-- Makes the minutes of five-minute buckets anew, from their raw rows.
CREATE OR REPLACE FUNCTION public.dashboard_roll_up_minutes(of_subject text, buckets timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	minutes timestamptz[] := ARRAY(
		SELECT b + make_interval(mins => n) FROM unnest(buckets) b CROSS JOIN generate_series(0, 4) n);
BEGIN
	IF of_subject = 'messages' THEN
		DELETE FROM public.dashboard_message_rollups r WHERE r.grain_minutes = 1 AND r.bucket = ANY (minutes);
		INSERT INTO public.dashboard_message_rollups (grain_minutes, bucket, texts, files, images, sent, delivered, read, text_characters)
		SELECT 1, b, raw.* FROM unnest(minutes) b
		CROSS JOIN LATERAL public.dashboard_raw_messages(b, b + interval '1 minute') raw
		WHERE raw.texts + raw.files + raw.images > 0;
	ELSE
		DELETE FROM public.dashboard_session_rollups r WHERE r.grain_minutes = 1 AND r.bucket = ANY (minutes);
		DELETE FROM public.dashboard_agent_rollups r WHERE r.grain_minutes = 1 AND r.bucket = ANY (minutes);
		INSERT INTO public.dashboard_session_rollups (grain_minutes, bucket, sessions, waiting, active, closed, messages, answered,
			response_microseconds, rated_1, rated_2, rated_3, rated_4, rated_5, closed_rated, waits,
			wait_microseconds, handlings, handle_microseconds, response_histogram, wait_histogram,
			handle_histogram)
		SELECT 1, b, raw.* FROM unnest(minutes) b
		CROSS JOIN LATERAL public.dashboard_raw_sessions(b, b + interval '1 minute') raw
		WHERE raw.sessions > 0;
		INSERT INTO public.dashboard_agent_rollups (grain_minutes, bucket, agent_id, handled, sent, answered, response_microseconds, rated,
			rating_sum, unanswered, waits, wait_microseconds, handlings, handle_microseconds,
			response_histogram, wait_histogram, handle_histogram)
		SELECT 1, b, raw.* FROM unnest(minutes) b
		CROSS JOIN LATERAL public.dashboard_raw_agents(b, b + interval '1 minute') raw;
	END IF;
END
$$;
