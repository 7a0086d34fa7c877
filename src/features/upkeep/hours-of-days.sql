-- What the hours of a day in UTC have, in one row: for each count a list of 24 values, as text. A day without a row has
-- nothing in it.
CREATE OR REPLACE FUNCTION public.dashboard_hours_of_days(of_subject text, days timestamptz[])
RETURNS TABLE (day timestamptz, hours jsonb) LANGUAGE sql STABLE AS $$
	SELECT d, jsonb_build_object(
		'sessions', string_agg(coalesce(r.sessions, 0)::text, ',' ORDER BY n),
		'waiting', string_agg(coalesce(r.waiting, 0)::text, ',' ORDER BY n),
		'active', string_agg(coalesce(r.active, 0)::text, ',' ORDER BY n),
		'closed', string_agg(coalesce(r.closed, 0)::text, ',' ORDER BY n),
		'messages', string_agg(coalesce(r.messages, 0)::text, ',' ORDER BY n),
		'answered', string_agg(coalesce(r.answered, 0)::text, ',' ORDER BY n),
		'rated_1', string_agg(coalesce(r.rated_1, 0)::text, ',' ORDER BY n),
		'rated_2', string_agg(coalesce(r.rated_2, 0)::text, ',' ORDER BY n),
		'rated_3', string_agg(coalesce(r.rated_3, 0)::text, ',' ORDER BY n),
		'rated_4', string_agg(coalesce(r.rated_4, 0)::text, ',' ORDER BY n),
		'rated_5', string_agg(coalesce(r.rated_5, 0)::text, ',' ORDER BY n),
		'closed_rated', string_agg(coalesce(r.closed_rated, 0)::text, ',' ORDER BY n))
	FROM unnest(days) d CROSS JOIN generate_series(0, 23) n
	LEFT JOIN public.dashboard_session_rollups r ON r.grain_minutes = 60 AND r.bucket = d + make_interval(hours => n)
	WHERE of_subject = 'sessions'
	GROUP BY d HAVING count(r.bucket) > 0
	UNION ALL
	SELECT d, jsonb_build_object(
		'texts', string_agg(coalesce(r.texts, 0)::text, ',' ORDER BY n),
		'files', string_agg(coalesce(r.files, 0)::text, ',' ORDER BY n),
		'images', string_agg(coalesce(r.images, 0)::text, ',' ORDER BY n))
	FROM unnest(days) d CROSS JOIN generate_series(0, 23) n
	LEFT JOIN public.dashboard_message_rollups r ON r.grain_minutes = 60 AND r.bucket = d + make_interval(hours => n)
	WHERE of_subject = 'messages'
	GROUP BY d HAVING count(r.bucket) > 0
$$;
