-- What is to be added to a kept window, and taken away, for another one to be had from it: its ends, and for a marked bucket
-- what its raw rows say instead of what its rollups say. `until` is excluded.
CREATE OR REPLACE FUNCTION public.dashboard_beside_kept(kept_since timestamptz, kept_until timestamptz, since timestamptz, until timestamptz)
RETURNS TABLE (sign integer, grain_minutes integer, piece_since timestamptz, piece_until timestamptz)
LANGUAGE sql STABLE ROWS 20 AS $$
	SELECT apart.sign, piece.grain_minutes, piece.piece_since, piece.piece_until
	FROM (VALUES (1, since, kept_since), (-1, kept_since, since), (1, kept_until, until), (-1, until, kept_until))
		apart (sign, begins, ends)
	CROSS JOIN LATERAL public.dashboard_stretches('sessions', ARRAY[apart.begins, apart.ends]) stretch
	CROSS JOIN LATERAL unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
	CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
	WHERE apart.begins < apart.ends
	UNION ALL
	SELECT instead.sign, piece.grain_minutes, piece.piece_since, piece.piece_until
	FROM (
		SELECT DISTINCT greatest(m.bucket, kept_since) AS begins, least(m.bucket + interval '5 minutes', kept_until) AS ends
		FROM public.dashboard_marks m
		WHERE m.subject = 'sessions' AND m.bucket >= public.dashboard_bucket(kept_since) AND m.bucket < kept_until
	) marked
	CROSS JOIN (VALUES (1, 0), (-1, 5)) instead (sign, coarsest)
	CROSS JOIN LATERAL public.dashboard_pieces(marked.begins, marked.ends, instead.coarsest) piece
$$;
