-- Adds parts to the readings of one kind, `since` 'ever' or 'midnight' (see dashboard_readings). Each part is in the next
-- reading and in all later ones; in those since midnight, of its own day. Readings that are missing are made. Parts may be
-- differences, that is, have negative figures.
CREATE OR REPLACE FUNCTION public.dashboard_add_to_readings(of_since text, parts public.dashboard_parts[]) RETURNS void
LANGUAGE sql SET jit = off SET enable_hashagg = off AS $$
	WITH added AS MATERIALIZED (
		SELECT p.subject, p.agent_id, stretch.until, stretch.midnight
			, coalesce(sum(p.{count}), 0) AS {count}
			, coalesce(sum(p.{distribution}_count), 0) AS {distribution}_count
			, coalesce(sum(p.{distribution}_microseconds), 0) AS {distribution}_microseconds
			, coalesce(sum(p.{distribution}_histogram), 0) AS {distribution}_histogram
		FROM unnest(parts) p
		CROSS JOIN LATERAL (
			SELECT CASE of_since WHEN 'ever' THEN interval '24 hours' ELSE public.dashboard_reading_stretch(p.subject) END AS length
		) every
		CROSS JOIN LATERAL (
			SELECT public.dashboard_stretch(every.length, p.at) + every.length AS until,
				CASE of_since WHEN 'ever' THEN '-infinity' ELSE public.dashboard_stretch(interval '24 hours', p.at) END AS midnight
		) stretch
		GROUP BY p.subject, p.agent_id, stretch.until, stretch.midnight
	),
	touched AS (
		SELECT a.subject, a.agent_id, a.midnight, a.until FROM added a
		UNION
		SELECT first.subject, first.agent_id, first.midnight, r.until
		FROM (SELECT a.subject, a.agent_id, a.midnight, min(a.until) AS until FROM added a GROUP BY 1, 2, 3) first
		JOIN public.dashboard_readings r ON r.since = of_since AND r.subject = first.subject AND r.agent_id = first.agent_id
			AND r.until > first.until
			AND (of_since = 'ever' OR r.until <= first.midnight + interval '24 hours')
	)
	INSERT INTO public.dashboard_readings (since, subject, agent_id, until
		, {count}
		, {distribution}_count
		, {distribution}_microseconds
		, {distribution}_histogram
	)
	-- What was read there, or else last before, and what has been added since the first.
	SELECT of_since, t.subject, t.agent_id, t.until
		, coalesce(known.{count}, 0) + sum(coalesce(a.{count}, 0)) OVER so_far
		, coalesce(known.{distribution}_count, 0) + sum(coalesce(a.{distribution}_count, 0)) OVER so_far
		, coalesce(known.{distribution}_microseconds, 0) + sum(coalesce(a.{distribution}_microseconds, 0)) OVER so_far
		, coalesce(known.{distribution}_histogram, 0) + sum(coalesce(a.{distribution}_histogram, 0)) OVER so_far
	FROM touched t
	LEFT JOIN added a ON a.subject = t.subject AND a.agent_id = t.agent_id AND a.until = t.until
	LEFT JOIN LATERAL (
		SELECT * FROM public.dashboard_readings r
		WHERE r.since = of_since AND r.subject = t.subject AND r.agent_id = t.agent_id
			AND r.until <= t.until AND r.until > t.midnight
		ORDER BY r.until DESC LIMIT 1
	) known ON true
	WINDOW so_far AS (PARTITION BY t.subject, t.agent_id, t.midnight ORDER BY t.until)
	ON CONFLICT (since, subject, agent_id, until) DO UPDATE SET since = excluded.since
		, {count} = excluded.{count}
		, {distribution}_count = excluded.{distribution}_count
		, {distribution}_microseconds = excluded.{distribution}_microseconds
		, {distribution}_histogram = excluded.{distribution}_histogram
$$;
