-- Tables of figures: a row at least for every slot between edges that has something, in no order. A function for each
-- group of columns, since with many slots it is adding up that takes the time; a histogram is added up where it is
-- wanted.
-- Where all inner edges are an hour apart, what slots are counted from, in seconds since the epoch: of edges in their
-- hundreds arithmetic is quicker than width_bucket.
CREATE OR REPLACE FUNCTION public.dashboard_hours_from(edges timestamptz[]) RETURNS double precision LANGUAGE sql STABLE
AS $$
	SELECT CASE WHEN cardinality(edges) > 100
	-- None of a calendar's hours is longer, so that none is shorter either.
	AND edges[cardinality(edges) - 1] - edges[2] = (cardinality(edges) - 3) * interval '1 hour'
	THEN date_part('epoch', edges[2]) END
$$;
