-- Whether a version is one that If-Match names, if it was sent (`versions`: a list, or "*" for any).
CREATE OR REPLACE FUNCTION public.dashboard_is_meant(version integer, input jsonb) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT NOT input ? 'versions' OR input->'versions' = '"*"' OR input->'versions' @> to_jsonb(version)
$$;
