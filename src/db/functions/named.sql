-- The name of a team or a skill; null if the text is blank: many programs write an empty text for none.
CREATE OR REPLACE FUNCTION public.dashboard_named(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN name ~ '[^\s\u0085\u00A0\u1680\u2000-\u200D\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF]' THEN name END
$$;
