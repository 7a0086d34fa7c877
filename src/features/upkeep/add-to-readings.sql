-- Adds parts to the readings that they are in (dashboard_reading_kinds). Each part is in the next reading and in all later ones
-- since the same instant. Readings that are missing are made. Parts may be differences, that is, have negative figures.
CREATE OR REPLACE FUNCTION public.dashboard_add_to_readings(parts public.dashboard_parts[]) RETURNS void
LANGUAGE sql SET jit = off SET enable_hashagg = off AS $$
	WITH added AS MATERIALIZED (
		SELECT p.subject, p.agent_id, kind.since, public.dashboard_stretch(kind.every, p.at) + kind.every AS until
			, coalesce(sum(p.{count}), 0) AS {count}
			, coalesce(sum(p.{distribution}_count), 0) AS {distribution}_count
			, coalesce(sum(p.{distribution}_microseconds), 0) AS {distribution}_microseconds
			, coalesce(sum(p.{distribution}_histogram), 0) AS {distribution}_histogram
		FROM unnest(parts) p
		CROSS JOIN LATERAL public.dashboard_reading_kinds(p.subject, p.at) kind
		GROUP BY p.subject, p.agent_id, kind.since, until
	),
	touched AS (
		SELECT a.subject, a.agent_id, a.since, a.until FROM added a
		UNION
		SELECT first.subject, first.agent_id, first.since, r.until
		FROM (SELECT a.subject, a.agent_id, a.since, min(a.until) AS until FROM added a GROUP BY 1, 2, 3) first
		JOIN public.dashboard_readings r ON r.subject = first.subject AND r.agent_id = first.agent_id
			AND r.since = first.since AND r.until > first.until
	)
	INSERT INTO public.dashboard_readings (subject, agent_id, since, until
		, {count}
		, {distribution}_count
		, {distribution}_microseconds
		, {distribution}_histogram
	)
	-- What was read there, or else last before, and what has been added since the first.
	SELECT t.subject, t.agent_id, t.since, t.until
		, coalesce(known.{count}, 0) + sum(coalesce(a.{count}, 0)) OVER so_far
		, coalesce(known.{distribution}_count, 0) + sum(coalesce(a.{distribution}_count, 0)) OVER so_far
		, coalesce(known.{distribution}_microseconds, 0) + sum(coalesce(a.{distribution}_microseconds, 0)) OVER so_far
		, coalesce(known.{distribution}_histogram, 0) + sum(coalesce(a.{distribution}_histogram, 0)) OVER so_far
	FROM touched t
	LEFT JOIN added a ON a.subject = t.subject AND a.agent_id = t.agent_id AND a.since = t.since AND a.until = t.until
	LEFT JOIN LATERAL (
		SELECT * FROM public.dashboard_readings r
		WHERE r.subject = t.subject AND r.agent_id = t.agent_id AND r.since = t.since AND r.until <= t.until
		ORDER BY r.until DESC LIMIT 1
	) known ON true
	WINDOW so_far AS (PARTITION BY t.subject, t.agent_id, t.since ORDER BY t.until)
	ON CONFLICT (subject, agent_id, since, until) DO UPDATE SET since = excluded.since
		, {count} = excluded.{count}
		, {distribution}_count = excluded.{distribution}_count
		, {distribution}_microseconds = excluded.{distribution}_microseconds
		, {distribution}_histogram = excluded.{distribution}_histogram
$$;
