-- What an hour has in the row of its day, with names of their own beside the figures of a rollup: `day's sessions`. Without
-- those that are 0; null where all are.
CREATE OR REPLACE FUNCTION public.dashboard_as_of_day(figures jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
	SELECT jsonb_object_agg('day''s ' || key, value) FROM jsonb_each_text(figures) WHERE value <> '0'
$$;
