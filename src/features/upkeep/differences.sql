-- As in 0009_day_hours.sql, but for minutes, of which a mark on their five has none to be believed.
CREATE OR REPLACE FUNCTION public.dashboard_differences(since timestamptz, until timestamptz)
RETURNS TABLE (subject text, grain_minutes integer, bucket timestamptz, agent_id uuid, kept jsonb, raw jsonb)
LANGUAGE sql STABLE SET jit = off AS $$
	WITH stretches AS MATERIALIZED (
		SELECT of_subject, g, b, b + make_interval(mins => g) AS e
		FROM unnest(ARRAY['sessions', 'messages']) of_subject
		CROSS JOIN unnest(ARRAY[1, 5, 15, 60, 360, 1440, 10080]) g
		CROSS JOIN LATERAL generate_series(
			date_bin(make_interval(mins => g), since, timestamptz '2000-01-03 00:00:00+00'),
			until - interval '1 microsecond', make_interval(mins => g)) b
		WHERE b >= since AND NOT EXISTS (
			SELECT FROM public.dashboard_marks m
			WHERE m.subject = of_subject AND m.bucket >= public.dashboard_bucket(b)
				AND m.bucket < b + make_interval(mins => g))
	),
	kept AS (
		SELECT of_subject, g, b, NULL::uuid AS agent,
			coalesce(to_jsonb(r) - ARRAY['grain_minutes', 'bucket', 'response_bins', 'wait_bins', 'handle_bins'], '{}')
				|| coalesce(of_day, '{}') AS figures
		FROM stretches LEFT JOIN public.dashboard_session_rollups r ON r.grain_minutes = g AND r.bucket = b
		CROSS JOIN LATERAL (SELECT CASE g WHEN 60 THEN public.dashboard_hour_of_day(of_subject, b) END AS of_day OFFSET 0) h
		WHERE of_subject = 'sessions' AND (r.bucket IS NOT NULL OR of_day IS NOT NULL)
		UNION ALL
		SELECT of_subject, g, b, r.agent_id, to_jsonb(r) - 'grain_minutes' - 'bucket' - 'agent_id'
		FROM stretches JOIN public.dashboard_agent_rollups r ON r.grain_minutes = g AND r.bucket = b
		WHERE of_subject = 'sessions'
		UNION ALL
		SELECT of_subject, g, b, NULL, coalesce(to_jsonb(r) - 'grain_minutes' - 'bucket', '{}') || coalesce(of_day, '{}')
		FROM stretches LEFT JOIN public.dashboard_message_rollups r ON r.grain_minutes = g AND r.bucket = b
		CROSS JOIN LATERAL (SELECT CASE g WHEN 60 THEN public.dashboard_hour_of_day(of_subject, b) END AS of_day OFFSET 0) h
		WHERE of_subject = 'messages' AND (r.bucket IS NOT NULL OR of_day IS NOT NULL)
	),
	raw AS (
		SELECT of_subject, g, b, NULL::uuid AS agent, to_jsonb(r) || CASE g WHEN 60 THEN public.dashboard_as_of_day(to_jsonb(r) - ARRAY[
				'response_microseconds', 'waits', 'wait_microseconds', 'handlings', 'handle_microseconds',
				'response_histogram', 'wait_histogram', 'handle_histogram']) ELSE '{}' END AS figures
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_sessions(b, e) r
		WHERE of_subject = 'sessions' AND g < 10080 AND r.sessions > 0
		UNION ALL
		SELECT of_subject, g, b, r.agent_id, to_jsonb(r) - 'agent_id'
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_agents(b, e) r
		WHERE of_subject = 'sessions' AND g < 10080
		UNION ALL
		SELECT of_subject, g, b, NULL, to_jsonb(r) || CASE g WHEN 60 THEN public.dashboard_as_of_day(
				to_jsonb(r) - ARRAY['sent', 'delivered', 'read', 'text_characters']) ELSE '{}' END
		FROM stretches CROSS JOIN LATERAL public.dashboard_raw_messages(b, e) r
		WHERE of_subject = 'messages' AND g < 10080 AND r.texts + r.files + r.images > 0
		UNION ALL
		-- A week against its days, whose own rows are compared: its raw rows are too many for one statement.
		SELECT of_subject, g, b, d.agent, jsonb_object_agg(d.name, d.total)
		FROM stretches CROSS JOIN LATERAL (
			SELECT days.agent, figure.key AS name, sum(figure.value::numeric) AS total
			FROM (
				SELECT NULL::uuid AS agent,
					to_jsonb(r) - ARRAY['grain_minutes', 'bucket', 'response_bins', 'wait_bins', 'handle_bins'] AS figures
				FROM public.dashboard_session_rollups r
				WHERE of_subject = 'sessions' AND r.grain_minutes = 1440 AND r.bucket >= b AND r.bucket < e
				UNION ALL
				SELECT r.agent_id, to_jsonb(r) - 'grain_minutes' - 'bucket' - 'agent_id'
				FROM public.dashboard_agent_rollups r
				WHERE of_subject = 'sessions' AND r.grain_minutes = 1440 AND r.bucket >= b AND r.bucket < e
				UNION ALL
				SELECT NULL, to_jsonb(r) - 'grain_minutes' - 'bucket'
				FROM public.dashboard_message_rollups r
				WHERE of_subject = 'messages' AND r.grain_minutes = 1440 AND r.bucket >= b AND r.bucket < e
			) days
			CROSS JOIN LATERAL jsonb_each_text(days.figures) figure
			GROUP BY days.agent, figure.key
		) d
		WHERE g = 10080
		GROUP BY of_subject, g, b, d.agent
	)
	SELECT coalesce(kept.of_subject, raw.of_subject), coalesce(kept.g, raw.g), coalesce(kept.b, raw.b),
		coalesce(kept.agent, raw.agent), kept.figures, raw.figures
	FROM kept FULL JOIN raw
		ON (kept.of_subject, kept.g, kept.b, coalesce(kept.agent, '00000000-0000-0000-0000-000000000000'))
			= (raw.of_subject, raw.g, raw.b, coalesce(raw.agent, '00000000-0000-0000-0000-000000000000'))
	WHERE kept.figures IS DISTINCT FROM raw.figures
	ORDER BY 1, 3, 2, 4
$$;
