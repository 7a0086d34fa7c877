-- As in 0009_day_hours.sql, but that five-minute buckets are made of their minutes.
CREATE OR REPLACE FUNCTION public.dashboard_roll_up(of_subject text, buckets timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	grains integer[] := ARRAY[1, 5, 15, 60, 360, 1440, 10080];
	level integer;
	grain integer;
	stretches timestamptz[];
BEGIN
	PERFORM public.dashboard_roll_up_minutes(of_subject,
		ARRAY(SELECT DISTINCT public.dashboard_bucket(b) FROM unnest(buckets) b));
	FOR level IN 2 .. array_length(grains, 1) LOOP
		grain := grains[level];
		SELECT array_agg(DISTINCT date_bin(make_interval(mins => grain), b, timestamptz '2000-01-03 00:00:00+00'))
		INTO stretches FROM unnest(buckets) b;
		IF of_subject = 'messages' THEN
			DELETE FROM public.dashboard_message_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
			INSERT INTO public.dashboard_message_rollups (grain_minutes, bucket, texts, files, images, sent, delivered, read, text_characters)
			SELECT grain, b, sum(r.texts), sum(r.files), sum(r.images), sum(r.sent), sum(r.delivered),
				sum(r.read), sum(r.text_characters)
			FROM unnest(stretches) b JOIN public.dashboard_message_rollups r
				ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
			GROUP BY b;
		ELSE
			DELETE FROM public.dashboard_session_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
			DELETE FROM public.dashboard_agent_rollups r WHERE r.grain_minutes = grain AND r.bucket = ANY (stretches);
			INSERT INTO public.dashboard_session_rollups (grain_minutes, bucket, sessions, waiting, active, closed, messages, answered,
				response_microseconds, rated_1, rated_2, rated_3, rated_4, rated_5, closed_rated, waits,
				wait_microseconds, handlings, handle_microseconds, response_histogram, wait_histogram,
				handle_histogram)
			SELECT grain, b, sum(r.sessions), sum(r.waiting), sum(r.active), sum(r.closed), sum(r.messages),
				sum(r.answered), sum(r.response_microseconds), sum(r.rated_1), sum(r.rated_2), sum(r.rated_3),
				sum(r.rated_4), sum(r.rated_5), sum(r.closed_rated), sum(r.waits), sum(r.wait_microseconds),
				sum(r.handlings), sum(r.handle_microseconds), sum(r.response_histogram), sum(r.wait_histogram),
				sum(r.handle_histogram)
			FROM unnest(stretches) b JOIN public.dashboard_session_rollups r
				ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
			GROUP BY b;
			INSERT INTO public.dashboard_agent_rollups (grain_minutes, bucket, agent_id, handled, sent, answered, response_microseconds, rated,
				rating_sum, unanswered, waits, wait_microseconds, handlings, handle_microseconds,
				response_histogram, wait_histogram, handle_histogram)
			SELECT grain, b, r.agent_id, sum(r.handled), sum(r.sent), sum(r.answered),
				sum(r.response_microseconds), sum(r.rated), sum(r.rating_sum), sum(r.unanswered), sum(r.waits),
				sum(r.wait_microseconds), sum(r.handlings), sum(r.handle_microseconds), sum(r.response_histogram),
				sum(r.wait_histogram), sum(r.handle_histogram)
			FROM unnest(stretches) b JOIN public.dashboard_agent_rollups r
				ON r.grain_minutes = grains[level - 1] AND r.bucket >= b AND r.bucket < b + make_interval(mins => grain)
			GROUP BY b, r.agent_id;
		END IF;
		IF grain = 1440 AND of_subject = 'sessions' THEN
			UPDATE public.dashboard_session_rollups r
			SET response_bins = public.dashboard_percentile_bins(r.response_histogram, r.answered::numeric),
				wait_bins = public.dashboard_percentile_bins(r.wait_histogram, r.waits::numeric),
				handle_bins = public.dashboard_percentile_bins(r.handle_histogram, r.handlings::numeric)
			WHERE r.grain_minutes = 1440 AND r.bucket = ANY (stretches);
		END IF;
		IF grain = 1440 THEN
			PERFORM public.dashboard_write_day_hours(of_subject, stretches);
		END IF;
	END LOOP;
END
$$;
