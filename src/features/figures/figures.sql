-- The figures of a subject between instants: every aggregate of the API is an answer of this function.
--
--   edges               e1 < e2 < …: slot n runs from e[n], included, to e[n+1], excluded
--   of_subject          'everybody', 'agents' or 'messages'
--   of_agent            one agent, or null: of 'agents' all of them; of the other subjects always null
--   with_distributions  false leaves their three columns null, and takes less time
--
-- Returns a row per slot; of all agents, one per slot and agent with any figure but 0. Exact to the microsecond, of one
-- snapshot, however much has not been folded.
--
-- The figures of a slot are the meter at its end minus the meter at its beginning. The meter at an edge is the reading
-- nearest to it, plus or minus the parts in between. Parts of messages are whole minutes, so messages in the rest of a
-- minute are counted from their rows. For sessions and minutes that have changed since they were folded, the difference
-- between their parts now and their kept parts is added.
CREATE OR REPLACE FUNCTION public.dashboard_figures(edges timestamptz[], of_subject text, of_agent uuid,
	with_distributions boolean)
RETURNS TABLE (slot integer, agent_id uuid
	, {count} bigint
	, {distribution}_count bigint
	, {distribution}_microseconds numeric
	, {distribution}_histogram numeric
)
LANGUAGE plpgsql STABLE ROWS 200
-- Sums of histograms take less memory one after the other than all at once in a hash table.
SET jit = off SET max_parallel_workers_per_gather = 0 SET enable_hashagg = off SET work_mem = '32MB'
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	minute interval := interval '1 minute';
	day interval := interval '24 hours';
	every interval := public.dashboard_reading_stretch(of_subject);
	one_owner uuid := CASE WHEN of_subject = 'agents' THEN of_agent ELSE public.dashboard_nobody() END;
	no_sum numeric := CASE WHEN with_distributions THEN 0 END;
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
		SELECT e.n::integer AS n, e.at, near.read_at, public.dashboard_stretch(day, near.read_at) AS midnight,
			-- Up to where there are whole parts
			CASE of_subject WHEN 'messages' THEN public.dashboard_stretch(minute, e.at) ELSE e.at END AS parts_until
		FROM unnest(edges) WITH ORDINALITY e (at, n)
		CROSS JOIN LATERAL (SELECT public.dashboard_stretch(every, e.at + every / 2) AS read_at) near
	),
	-- What adds to a slot beside the readings. An edge ends one slot and begins the next.
	term AS (
		SELECT s.slot, CASE WHEN e.read_at < e.parts_until THEN s.sign ELSE -s.sign END AS sign, p.*
		FROM edge e
		CROSS JOIN LATERAL (
			SELECT * FROM public.dashboard_parts p
			WHERE p.subject = of_subject AND p.agent_id = one_owner
				AND p.at >= least(e.read_at, e.parts_until) AND p.at < greatest(e.read_at, e.parts_until)
			UNION ALL
			SELECT * FROM public.dashboard_parts p
			WHERE one_owner IS NULL AND p.subject = 'agents'
				AND p.at >= least(e.read_at, e.parts_until) AND p.at < greatest(e.read_at, e.parts_until)
		) p
		CROSS JOIN LATERAL (VALUES (e.n - 1, 1), (e.n, -1)) s (slot, sign)
		WHERE e.read_at <> e.parts_until
		UNION ALL
		SELECT s.slot, s.sign, p.*
		FROM edge e
		CROSS JOIN LATERAL public.dashboard_messages_between(e.parts_until, e.at) p
		CROSS JOIN LATERAL (VALUES (e.n - 1, 1), (e.n, -1)) s (slot, sign)
		WHERE e.parts_until < e.at
		UNION ALL
		-- The part of a minute that has an edge in it is in the slot in which the minute ends.
		SELECT width_bucket(CASE of_subject WHEN 'messages' THEN d.at + minute - interval '1 microsecond' ELSE d.at END, edges),
			1, d.*
		FROM unnest(changed) d
	),
	more AS MATERIALIZED (
		SELECT t.slot, t.agent_id
			, sum(t.sign * t.{count})::bigint AS {count}
			, sum(t.sign * t.{distribution}_count)::bigint AS {distribution}_count
			, sum(t.sign * t.{distribution}_microseconds) FILTER (WHERE with_distributions) AS {distribution}_microseconds
			, sum(t.sign * t.{distribution}_histogram) FILTER (WHERE with_distributions) AS {distribution}_histogram
		FROM term t WHERE t.slot BETWEEN 1 AND cardinality(edges) - 1 GROUP BY t.slot, t.agent_id
	),
	-- Every agent that has a reading: one step through the index each.
	known (agent_id) AS (
		SELECT (SELECT r.agent_id FROM public.dashboard_readings r
			WHERE r.since = 'ever' AND r.subject = of_subject ORDER BY r.agent_id LIMIT 1) WHERE one_owner IS NULL
		UNION ALL
		SELECT (SELECT r.agent_id FROM public.dashboard_readings r
			WHERE r.since = 'ever' AND r.subject = of_subject AND r.agent_id > k.agent_id ORDER BY r.agent_id LIMIT 1)
		FROM known k WHERE k.agent_id IS NOT NULL
	),
	owner AS MATERIALIZED (
		SELECT one_owner AS agent_id WHERE one_owner IS NOT NULL
		UNION
		SELECT k.agent_id FROM known k WHERE k.agent_id IS NOT NULL
		UNION
		SELECT m.agent_id FROM more m WHERE one_owner IS NULL
	),
	ever AS MATERIALIZED (
		SELECT m.midnight, r.*
		FROM (SELECT DISTINCT e.midnight FROM edge e) m CROSS JOIN owner o
		CROSS JOIN LATERAL public.dashboard_reading('ever', of_subject, o.agent_id, '-infinity', m.midnight,
			with_distributions) r
	),
	-- What the meters show near the edges
	meter AS MATERIALIZED (
		SELECT e.n, o.agent_id
			, coalesce(v.{count}, 0) + coalesce(r.{count}, 0) AS {count}
			, coalesce(v.{distribution}_count, 0) + coalesce(r.{distribution}_count, 0) AS {distribution}_count
			, coalesce(v.{distribution}_microseconds, no_sum) + coalesce(r.{distribution}_microseconds, 0) AS {distribution}_microseconds
			, coalesce(v.{distribution}_histogram, no_sum) + coalesce(r.{distribution}_histogram, 0) AS {distribution}_histogram
		FROM edge e CROSS JOIN owner o
		LEFT JOIN ever v ON v.midnight = e.midnight AND v.agent_id = o.agent_id
		LEFT JOIN LATERAL public.dashboard_reading('midnight', of_subject, o.agent_id, e.midnight, e.read_at,
			with_distributions) r ON true
	)
	SELECT f.* FROM (
		SELECT b.n AS slot, b.agent_id
			, u.{count} - b.{count} + coalesce(m.{count}, 0) AS {count}
			, u.{distribution}_count - b.{distribution}_count + coalesce(m.{distribution}_count, 0) AS {distribution}_count
			, u.{distribution}_microseconds - b.{distribution}_microseconds + coalesce(m.{distribution}_microseconds, 0)
			, u.{distribution}_histogram - b.{distribution}_histogram + coalesce(m.{distribution}_histogram, 0)
		FROM meter b
		JOIN meter u ON u.n = b.n + 1 AND u.agent_id = b.agent_id
		LEFT JOIN more m ON m.slot = b.n AND m.agent_id = b.agent_id
	) f
	WHERE one_owner IS NOT NULL
		OR f.{count} <> 0
		OR f.{distribution}_count <> 0
	ORDER BY f.slot, f.agent_id;
END
$$;
