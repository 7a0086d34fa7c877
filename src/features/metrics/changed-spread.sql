-- How spans are spread that were kept, after some came and went, as it is sent: the percentiles' bins where there were none;
-- else three parts between colons, for the caller to add up. The first is what is near the kept percentiles, or all of their
-- histogram, where of any of the agent's three distributions more than four came or went; then what came; then what went.
CREATE OR REPLACE FUNCTION public.dashboard_changed_spread(own_spans numeric, kept_bins integer[], spans numeric, kept_near text,
	kept_histogram numeric, more text, less text)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN own_spans = 0 AND kept_bins IS NOT NULL THEN array_to_string(kept_bins, ' ')
	ELSE coalesce(CASE WHEN spans <= 4 THEN kept_near ELSE encode(numeric_send(kept_histogram), 'base64') END, '')
		|| ':' || coalesce(more, '') || ':' || coalesce(less, '') END
$$;
