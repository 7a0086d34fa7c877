-- What parts have come to now, less what they were: one part per subject, agent and instant. Null stands for no
-- difference.
CREATE OR REPLACE FUNCTION public.dashboard_part_differences(made public.dashboard_parts[], kept public.dashboard_parts[])
RETURNS SETOF public.dashboard_parts LANGUAGE sql IMMUTABLE ROWS 1000 SET jit = off AS $$
	SELECT p.subject, p.agent_id, p.at, public.dashboard_nobody()
		, nullif(sum(p.sign * p.{distribution}_count), 0)::bigint
		, nullif(sum(p.sign * p.{distribution}_microseconds), 0)
		, nullif(sum(p.sign * p.{distribution}_histogram), 0)
		, nullif(sum(p.sign * p.{count}), 0)::bigint
	FROM (SELECT 1 AS sign, m.* FROM unnest(made) m UNION ALL SELECT -1, k.* FROM unnest(kept) k) p
	GROUP BY p.subject, p.agent_id, p.at
$$;
