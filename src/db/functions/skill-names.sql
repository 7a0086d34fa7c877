-- Skills as a plain list of names in the writer's order, each once. Nulls and blank names are none, as a query that found no
-- skill returns them; an array of arrays is one list.
CREATE OR REPLACE FUNCTION public.dashboard_skill_names(skills text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(array_agg(found.name ORDER BY found.place), '{}')
	FROM (
		SELECT public.dashboard_named(u.name) AS name, min(u.place) AS place
		FROM unnest(skills) WITH ORDINALITY u (name, place) GROUP BY 1
	) found
	WHERE found.name IS NOT NULL
$$;
