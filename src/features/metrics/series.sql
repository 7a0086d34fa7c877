-- A window in the buckets of a calendar: the last hours, or between two instants. What is wanted of each table of figures is
-- a bit a column, in the order in which they stand here. A table is sent as text, quicker to write and to read than JSON is:
-- rows of a bucket and its values, `1,5,7;2,4,9`. A bucket may be there more than once, which is then to be added up. Counts
-- by full hours are in `session_hours` and `message_hours`: `days` has a row a day in UTC of when it begins and a list of 24
-- values for each count wanted, `1772323200;0,3,…;0,1,…/…`. They are not to be believed before `from`, from `until` on, or in
-- an hour of `without`: what these have is in the tables. All in seconds since the epoch. The function of this name with a
-- list of names serves the Worker of the version before.
CREATE OR REPLACE FUNCTION public.dashboard_series(granularity text, zone text, hours integer, since timestamptz, until timestamptz,
	last_instant_apart boolean, of_agent uuid, session_counts integer, session_ratings integer, session_spans integer,
	agent_counts integer, agent_spans integer, message_counts integer)
RETURNS json LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_variable
DECLARE
	ends timestamptz := coalesce(until, date_trunc('milliseconds', now()));
	ends_before timestamptz := ends + interval '1 microsecond';
	begins timestamptz := coalesce(since, ends - make_interval(hours => hours));
	calendar record;
	first_edge timestamptz;
	cut timestamptz[];
	beside record;
	session_hours json;
	message_hours json;
	counts text;
	ratings text;
	spans text;
	of_agent_counts text;
	of_agent_spans text;
	messages text;
BEGIN
	SELECT * INTO calendar FROM public.dashboard_buckets(granularity, zone, begins, ends,
		CASE WHEN last_instant_apart THEN ends_before ELSE ends END, without_plain_hours => true);
	cut := calendar.cut;
	IF cut IS NULL THEN
		first_edge := to_timestamp(calendar.edges::double precision);
		-- All its edges, for whatever does not come from the hours of days.
		IF session_spans + agent_counts + agent_spans > 0 OR ends - begins < interval '2 hours'
			OR date_bin('1 hour', first_edge, timestamptz '2000-01-03 00:00:00+00') <> first_edge THEN
			cut := ARRAY[begins] || ARRAY(
				SELECT generate_series(first_edge + interval '1 hour', first_edge + (calendar.buckets - 1) * interval '1 hour',
					interval '1 hour')
			) || ends_before;
		END IF;
	END IF;
	IF session_counts + session_ratings > 0 THEN
		SELECT * INTO beside FROM public.dashboard_beside_hours('sessions', granularity, cut, begins, ends_before,
			first_edge, calendar.buckets);
		IF beside.asked IS NOT NULL THEN
			session_hours := (
				SELECT json_build_object(
					'from', date_part('epoch', beside.first_hour)::bigint, 'until', date_part('epoch', beside.last_hour)::bigint,
					'without', (SELECT string_agg(date_part('epoch', hour)::bigint::text, ',') FROM unnest(beside.marked) hour),
					'days', string_agg(concat_ws(';', date_part('epoch', h.day)::bigint,
						CASE WHEN session_counts & 1 > 0 THEN h.hours ->> 'sessions' END,
						CASE WHEN session_counts & 2 > 0 THEN h.hours ->> 'waiting' END,
						CASE WHEN session_counts & 4 > 0 THEN h.hours ->> 'active' END,
						CASE WHEN session_counts & 8 > 0 THEN h.hours ->> 'closed' END,
						CASE WHEN session_counts & 16 > 0 THEN h.hours ->> 'messages' END,
						CASE WHEN session_counts & 32 > 0 THEN h.hours ->> 'answered' END,
						CASE WHEN session_ratings & 1 > 0 THEN h.hours ->> 'rated_1' END,
						CASE WHEN session_ratings & 2 > 0 THEN h.hours ->> 'rated_2' END,
						CASE WHEN session_ratings & 4 > 0 THEN h.hours ->> 'rated_3' END,
						CASE WHEN session_ratings & 8 > 0 THEN h.hours ->> 'rated_4' END,
						CASE WHEN session_ratings & 16 > 0 THEN h.hours ->> 'rated_5' END,
						CASE WHEN session_ratings & 32 > 0 THEN h.hours ->> 'closed' END,
						CASE WHEN session_ratings & 64 > 0 THEN h.hours ->> 'closed_rated' END), '/' ORDER BY h.day))
				FROM public.dashboard_day_hours h
				WHERE h.subject = 'sessions' AND h.day > beside.first_hour - interval '24 hours' AND h.day < beside.last_hour
			);
		END IF;
	END IF;
	IF session_counts > 0 THEN
		counts := (
			SELECT string_agg(concat_ws(',', coalesce(beside.places[part.slot], part.slot),
				CASE WHEN session_counts & 1 > 0 THEN part.sessions END,
				CASE WHEN session_counts & 2 > 0 THEN part.waiting END,
				CASE WHEN session_counts & 4 > 0 THEN part.active END,
				CASE WHEN session_counts & 8 > 0 THEN part.closed END,
				CASE WHEN session_counts & 16 > 0 THEN part.messages END,
				CASE WHEN session_counts & 32 > 0 THEN part.answered END), ';')
			FROM public.dashboard_session_counts(coalesce(beside.asked, cut), beside.places,
				coalesce(beside.is_free, false)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
		);
	END IF;
	IF session_ratings > 0 THEN
		ratings := (
			SELECT string_agg(concat_ws(',', coalesce(beside.places[part.slot], part.slot),
				CASE WHEN session_ratings & 1 > 0 THEN part.rated_1 END,
				CASE WHEN session_ratings & 2 > 0 THEN part.rated_2 END,
				CASE WHEN session_ratings & 4 > 0 THEN part.rated_3 END,
				CASE WHEN session_ratings & 8 > 0 THEN part.rated_4 END,
				CASE WHEN session_ratings & 16 > 0 THEN part.rated_5 END,
				CASE WHEN session_ratings & 32 > 0 THEN part.closed END,
				CASE WHEN session_ratings & 64 > 0 THEN part.closed_rated END), ';')
			FROM public.dashboard_session_ratings(coalesce(beside.asked, cut), beside.places,
				coalesce(beside.is_free, false)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
		);
	END IF;
	IF message_counts > 0 THEN
		SELECT * INTO beside FROM public.dashboard_beside_hours('messages', granularity, cut, begins, ends_before,
			first_edge, calendar.buckets);
		IF beside.asked IS NOT NULL THEN
			message_hours := (
				SELECT json_build_object(
					'from', date_part('epoch', beside.first_hour)::bigint, 'until', date_part('epoch', beside.last_hour)::bigint,
					'without', (SELECT string_agg(date_part('epoch', hour)::bigint::text, ',') FROM unnest(beside.marked) hour),
					'days', string_agg(concat_ws(';', date_part('epoch', h.day)::bigint,
						CASE WHEN message_counts & 1 > 0 THEN h.hours ->> 'texts' END,
						CASE WHEN message_counts & 2 > 0 THEN h.hours ->> 'files' END,
						CASE WHEN message_counts & 4 > 0 THEN h.hours ->> 'images' END), '/' ORDER BY h.day))
				FROM public.dashboard_day_hours h
				WHERE h.subject = 'messages' AND h.day > beside.first_hour - interval '24 hours' AND h.day < beside.last_hour
			);
		END IF;
		messages := (
			SELECT string_agg(concat_ws(',', coalesce(beside.places[part.slot], part.slot),
				CASE WHEN message_counts & 1 > 0 THEN part.texts END,
				CASE WHEN message_counts & 2 > 0 THEN part.files END,
				CASE WHEN message_counts & 4 > 0 THEN part.images END), ';')
			FROM public.dashboard_message_counts(coalesce(beside.asked, cut), beside.places,
				coalesce(beside.is_free, false)) part
			WHERE beside.places IS NULL OR beside.places[part.slot] IS NOT NULL
		);
	END IF;
	IF session_spans > 0 THEN
		spans := (
			SELECT string_agg(concat_ws(',', part.slot,
				CASE WHEN session_spans & 1 > 0 THEN part.answered END,
				CASE WHEN session_spans & 2 > 0 THEN part.response_microseconds END,
				CASE WHEN session_spans & 4 > 0 THEN public.dashboard_sent_spans(
					CASE WHEN part.response_bins IS NULL THEN part.response_histogram END, part.response_bins) END,
				CASE WHEN session_spans & 8 > 0 THEN part.waits END,
				CASE WHEN session_spans & 16 > 0 THEN part.wait_microseconds END,
				CASE WHEN session_spans & 32 > 0 THEN public.dashboard_sent_spans(
					CASE WHEN part.wait_bins IS NULL THEN part.wait_histogram END, part.wait_bins) END,
				CASE WHEN session_spans & 64 > 0 THEN part.handlings END,
				CASE WHEN session_spans & 128 > 0 THEN part.handle_microseconds END,
				CASE WHEN session_spans & 256 > 0 THEN public.dashboard_sent_spans(
					CASE WHEN part.handle_bins IS NULL THEN part.handle_histogram END, part.handle_bins) END), ';')
			FROM public.dashboard_session_spans(cut, ARRAY[
				CASE WHEN session_spans & 4 > 0 THEN 'response_histogram' END,
				CASE WHEN session_spans & 32 > 0 THEN 'wait_histogram' END,
				CASE WHEN session_spans & 256 > 0 THEN 'handle_histogram' END]) part
		);
	END IF;
	IF agent_counts > 0 THEN
		of_agent_counts := (
			SELECT string_agg(concat_ws(',', part.slot,
				CASE WHEN agent_counts & 1 > 0 THEN part.handled END,
				CASE WHEN agent_counts & 2 > 0 THEN part.sent END,
				CASE WHEN agent_counts & 4 > 0 THEN part.unanswered END,
				CASE WHEN agent_counts & 8 > 0 THEN part.rated END,
				CASE WHEN agent_counts & 16 > 0 THEN part.rating_sum END), ';')
			FROM public.dashboard_agent_counts(cut, of_agent) part
		);
	END IF;
	IF agent_spans > 0 THEN
		of_agent_spans := (
			SELECT string_agg(concat_ws(',', part.slot,
				CASE WHEN agent_spans & 1 > 0 THEN part.answered END,
				CASE WHEN agent_spans & 2 > 0 THEN part.response_microseconds END,
				CASE WHEN agent_spans & 4 > 0 THEN public.dashboard_sent_spans(part.response_histogram, NULL) END,
				CASE WHEN agent_spans & 8 > 0 THEN part.waits END,
				CASE WHEN agent_spans & 16 > 0 THEN part.wait_microseconds END,
				CASE WHEN agent_spans & 32 > 0 THEN public.dashboard_sent_spans(part.wait_histogram, NULL) END,
				CASE WHEN agent_spans & 64 > 0 THEN part.handlings END,
				CASE WHEN agent_spans & 128 > 0 THEN part.handle_microseconds END,
				CASE WHEN agent_spans & 256 > 0 THEN public.dashboard_sent_spans(part.handle_histogram, NULL) END), ';')
			FROM public.dashboard_agent_spans(cut, of_agent, ARRAY[
				CASE WHEN agent_spans & 4 > 0 THEN 'response_histogram' END,
				CASE WHEN agent_spans & 32 > 0 THEN 'wait_histogram' END,
				CASE WHEN agent_spans & 256 > 0 THEN 'handle_histogram' END]) part
		);
	END IF;
	RETURN json_build_object('generated_at', calendar.generated_at, 'from', calendar."from", 'to', calendar."to",
		'edges', calendar.edges, 'buckets', calendar.buckets, 'utc_offsets', calendar.utc_offsets,
		'session_hours', session_hours, 'message_hours', message_hours, 'session_counts', counts,
		'session_ratings', ratings, 'session_spans', spans, 'agent_counts', of_agent_counts,
		'agent_spans', of_agent_spans, 'message_counts', messages);
END
$$;
