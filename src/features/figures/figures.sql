-- The figures of a subject between instants: every aggregate of the API is a sum over the rows of this function.
--
--   edges               e1 < e2 < …: slot n runs from e[n], included, to e[n+1], excluded
--   of_subject          'everybody', 'agents' or 'messages'
--   of_agent            one agent, or null: of 'agents' all of them; of the other subjects always null
--   with_distributions  false takes less time, and leaves sums and histograms of distributions incomplete
--
-- Returns terms: a figure is the sum of its column times `sign` over the rows of a slot (of all agents: of a slot and
-- agent). Null adds nothing. There is at least one row per slot, or per slot and agent that ever had a figure.
-- Exact to the microsecond, of one snapshot, however much has not been folded.
--
-- The figures of a slot are the meter at its end minus the meter at its beginning. The meter at an edge is the reading
-- nearest to it, plus or minus the parts in between. Parts of messages are whole minutes, so messages in the rest of a
-- minute are counted from their rows. For sessions and minutes that have changed since they were folded, the difference
-- between their parts now and their kept parts is added.
CREATE OR REPLACE FUNCTION public.dashboard_figures(edges timestamptz[], of_subject public.dashboard_subject, of_agent uuid,
	with_distributions boolean)
RETURNS TABLE (slot integer, sign integer, agent_id uuid
	, {count} bigint
	, {distribution}_count bigint
	, {distribution}_microseconds numeric
	, {distribution}_histogram numeric
)
LANGUAGE plpgsql STABLE ROWS 1000
SET jit = off SET max_parallel_workers_per_gather = 0 SET enable_memoize = off SET work_mem = '32MB'
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	minute interval := interval '1 minute';
	day interval := interval '24 hours';
	every interval := (SELECT min(k.every) FROM public.dashboard_reading_kinds(of_subject, now()) k);
	one_owner uuid := CASE WHEN of_subject = 'agents' THEN of_agent ELSE public.dashboard_nobody() END;
	changed public.dashboard_parts[] := '{}';
	changed_sessions uuid[] := CASE WHEN of_subject <> 'messages' THEN ARRAY(
		SELECT DISTINCT c.session_id FROM public.dashboard_changes c WHERE c.session_id IS NOT NULL) END;
	changed_minutes timestamptz[] := CASE WHEN of_subject = 'messages' THEN ARRAY(
		SELECT DISTINCT c.minute FROM public.dashboard_changes c WHERE c.minute IS NOT NULL) END;
BEGIN
	IF changed_sessions <> '{}' THEN
		changed := ARRAY(SELECT d FROM public.dashboard_part_differences(
			ARRAY(SELECT p FROM public.dashboard_session_parts(changed_sessions) p WHERE p.subject = of_subject),
			ARRAY(SELECT p FROM public.dashboard_parts p
				WHERE p.session_id = ANY (changed_sessions) AND p.subject = of_subject)) d
			WHERE one_owner IS NULL OR d.agent_id = one_owner);
	ELSIF changed_minutes <> '{}' THEN
		changed := ARRAY(SELECT d FROM public.dashboard_part_differences(
			ARRAY(SELECT p FROM public.dashboard_message_parts(changed_minutes) p),
			ARRAY(SELECT p FROM public.dashboard_parts p WHERE p.subject = 'messages' AND p.at = ANY (changed_minutes))) d);
	END IF;

	RETURN QUERY
	WITH RECURSIVE edge AS MATERIALIZED (
		SELECT e.n::integer AS n, e.at, near.read_at,
			CASE of_subject WHEN 'agents' THEN '-infinity' ELSE public.dashboard_stretch(day, near.read_at) END AS since,
			-- Up to where there are whole parts
			CASE of_subject WHEN 'messages' THEN public.dashboard_stretch(minute, e.at) ELSE e.at END AS parts_until
		FROM unnest(edges) WITH ORDINALITY e (at, n)
		CROSS JOIN LATERAL (SELECT public.dashboard_stretch(every, e.at + every / 2) AS read_at) near
	),
	-- Edges without a reading: there, what lies between the two counts. An edge ends one slot and begins the next.
	beside AS MATERIALIZED (
		SELECT s.slot, s.sign, e.at, e.parts_until,
			least(e.read_at, e.parts_until) AS parts_from, greatest(e.read_at, e.parts_until) AS parts_to,
			CASE WHEN e.read_at < e.parts_until THEN s.sign ELSE -s.sign END AS parts_sign
		FROM edge e CROSS JOIN LATERAL (VALUES (e.n - 1, 1), (e.n, -1)) s (slot, sign)
		WHERE e.read_at <> e.at AND s.slot BETWEEN 1 AND cardinality(edges) - 1
	),
	-- The one owner, or every agent that has a reading: one step through the index each.
	step (agent_id) AS (
		SELECT coalesce(one_owner, (SELECT r.agent_id FROM public.dashboard_readings r
			WHERE r.subject = of_subject AND r.since = '-infinity' ORDER BY r.agent_id LIMIT 1))
		UNION ALL
		SELECT (SELECT r.agent_id FROM public.dashboard_readings r
			WHERE r.subject = of_subject AND r.agent_id > s.agent_id AND r.since = '-infinity' ORDER BY r.agent_id LIMIT 1)
		FROM step s WHERE one_owner IS NULL AND s.agent_id IS NOT NULL
	),
	owner AS MATERIALIZED (
		SELECT s.agent_id FROM step s WHERE s.agent_id IS NOT NULL
	),
	term (slot, sign, n) AS (
		-- What the meters show at the edges. OFFSET 0: each is looked up once, though it is for two slots.
		SELECT s.slot, s.sign, m.*
		FROM (
			SELECT e.n, r.*
			FROM edge e CROSS JOIN owner o
			CROSS JOIN LATERAL public.dashboard_reading(of_subject, o.agent_id, e.since, e.read_at, with_distributions) r
			OFFSET 0
		) m
		CROSS JOIN LATERAL (VALUES (m.n - 1, 1), (m.n, -1)) s (slot, sign)
		UNION ALL
		-- Where the two edges of a slot have different midnights: what the days before come to.
		SELECT s.slot, s.sign, NULL, r.*
		FROM edge b JOIN edge u ON u.n = b.n + 1 AND u.since <> b.since
		CROSS JOIN LATERAL (VALUES (b.n, 1, u.since), (b.n, -1, b.since)) s (slot, sign, midnight)
		CROSS JOIN owner o
		CROSS JOIN LATERAL public.dashboard_reading(of_subject, o.agent_id, '-infinity', s.midnight, with_distributions) r
		UNION ALL
		SELECT b.slot, b.parts_sign, NULL, p.*
		FROM beside b JOIN public.dashboard_parts p
			ON p.subject = of_subject AND p.agent_id = one_owner AND p.at >= b.parts_from AND p.at < b.parts_to
		UNION ALL
		SELECT b.slot, b.parts_sign, NULL, p.*
		FROM beside b JOIN public.dashboard_parts p ON p.subject = 'agents' AND p.at >= b.parts_from AND p.at < b.parts_to
		WHERE one_owner IS NULL
		UNION ALL
		SELECT b.slot, b.sign, NULL, p.*
		FROM beside b CROSS JOIN LATERAL public.dashboard_messages_between(b.parts_until, b.at) p
		WHERE b.parts_until < b.at
		UNION ALL
		-- The part of a minute that has an edge in it is in the slot in which the minute ends.
		SELECT width_bucket(CASE of_subject WHEN 'messages' THEN d.at + minute - interval '1 microsecond' ELSE d.at END, edges),
			1, NULL, d.*
		FROM unnest(changed) d
	)
	SELECT t.slot, t.sign, t.agent_id
		, t.{count}
		, t.{distribution}_count
		, t.{distribution}_microseconds
		, t.{distribution}_histogram
	FROM term t
	WHERE t.slot BETWEEN 1 AND cardinality(edges) - 1;
END
$$;
