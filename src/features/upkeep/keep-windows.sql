-- As in 0011_minutes.sql, but for lines that stand together, and for what is near percentiles.
CREATE OR REPLACE FUNCTION public.dashboard_keep_windows(lengths integer[]) RETURNS integer
LANGUAGE plpgsql SET jit = off AS $$
DECLARE
	origin timestamptz := '2000-01-03 00:00:00+00';
	ends timestamptz;
	of_hours integer;
	begins timestamptz;
	kept public.dashboard_kept_agents[];
	made integer := 0;
BEGIN
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION 'dashboard_keep_windows runs under READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
	END IF;
	-- Nobody folds meanwhile. Whoever else changes rollups, or repairs, drops kept windows: they wait for these to be
	-- there, or these for them.
	IF NOT pg_try_advisory_xact_lock(hashtext('dashboard_fold')) THEN
		RETURN 0;
	END IF;
	LOCK TABLE public.dashboard_kept_windows IN SHARE ROW EXCLUSIVE MODE;
	FOREACH of_hours IN ARRAY lengths LOOP
		ends := date_bin('1 minute', now(), origin);
		CONTINUE WHEN EXISTS (SELECT FROM public.dashboard_kept_windows w WHERE w.hours = of_hours AND w.until = ends);
		begins := ends - make_interval(hours => of_hours);
		kept := ARRAY(
			SELECT ROW(b.hours, b.agent_id, b.handled, b.sent, b.answered, b.response_microseconds, b.rated, b.rating_sum,
				b.unanswered, b.waits, b.wait_microseconds, b.handlings, b.handle_microseconds, b.response_histogram,
				b.wait_histogram, b.handle_histogram, b.response_bins, b.wait_bins, b.handle_bins,
				public.dashboard_agent_line(b.handled, b.sent, b.unanswered, b.rated, b.rating_sum, b.answered,
				b.response_microseconds, public.dashboard_sent_bins(b.response_bins), b.waits, b.wait_microseconds,
				public.dashboard_sent_bins(b.wait_bins), b.handlings, b.handle_microseconds,
				public.dashboard_sent_bins(b.handle_bins)), b.response_near, b.wait_near, b.handle_near)::public.dashboard_kept_agents
			FROM (
				SELECT of_hours AS hours, s.agent_id, s.handled, s.sent, s.answered, s.response_microseconds, s.rated,
					s.rating_sum, s.unanswered, s.waits, s.wait_microseconds, s.handlings, s.handle_microseconds,
					s.response_histogram, s.wait_histogram, s.handle_histogram,
					-- Most of them are as they were before, and so are their percentiles: who ever defines those anew has to
					-- empty the table.
					CASE WHEN (k.response_histogram, k.answered) = (s.response_histogram, s.answered) THEN k.response_bins
						ELSE public.dashboard_percentile_bins(s.response_histogram, s.answered) END AS response_bins,
					CASE WHEN (k.response_histogram, k.answered) = (s.response_histogram, s.answered) THEN k.response_near
						ELSE public.dashboard_near_percentiles(s.response_histogram, s.answered) END AS response_near,
					CASE WHEN (k.wait_histogram, k.waits) = (s.wait_histogram, s.waits) THEN k.wait_bins
						ELSE public.dashboard_percentile_bins(s.wait_histogram, s.waits) END AS wait_bins,
					CASE WHEN (k.wait_histogram, k.waits) = (s.wait_histogram, s.waits) THEN k.wait_near
						ELSE public.dashboard_near_percentiles(s.wait_histogram, s.waits) END AS wait_near,
					CASE WHEN (k.handle_histogram, k.handlings) = (s.handle_histogram, s.handlings) THEN k.handle_bins
						ELSE public.dashboard_percentile_bins(s.handle_histogram, s.handlings) END AS handle_bins,
					CASE WHEN (k.handle_histogram, k.handlings) = (s.handle_histogram, s.handlings) THEN k.handle_near
						ELSE public.dashboard_near_percentiles(s.handle_histogram, s.handlings) END AS handle_near
				FROM (
					SELECT r.agent_id, sum(r.handled) AS handled, sum(r.sent) AS sent, sum(r.answered) AS answered,
						sum(r.response_microseconds) AS response_microseconds, sum(r.rated) AS rated,
						sum(r.rating_sum) AS rating_sum, sum(r.unanswered) AS unanswered, sum(r.waits) AS waits,
						sum(r.wait_microseconds) AS wait_microseconds, sum(r.handlings) AS handlings,
						sum(r.handle_microseconds) AS handle_microseconds, sum(r.response_histogram) AS response_histogram,
						sum(r.wait_histogram) AS wait_histogram, sum(r.handle_histogram) AS handle_histogram
					FROM public.dashboard_stretches('sessions', ARRAY[begins, ends]) stretch
					CROSS JOIN LATERAL unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
					-- Of marked buckets their own rollups: a mark says that no coarser one is to be believed.
					CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, greatest(s.coarsest, 5)) c
					CROSS JOIN LATERAL (
						SELECT * FROM public.dashboard_agent_rollups r
						WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until OFFSET 0
					) r
					GROUP BY r.agent_id
				) s
				LEFT JOIN public.dashboard_kept_agents k ON k.hours = of_hours AND k.agent_id = s.agent_id
				-- Bins are to be found once.
				OFFSET 0
			) b
		);
		DELETE FROM public.dashboard_kept_windows w WHERE w.hours = of_hours;
		INSERT INTO public.dashboard_kept_windows (hours, since, until, agents, lines)
		SELECT of_hours, begins, ends, coalesce(array_agg(n.agent_id), '{}'),
			coalesce(string_agg(n.agent_id::text || ',' || n.line, ';' ORDER BY n.handled DESC, n.agent_id), '')
		FROM unnest(kept) n;
		DELETE FROM public.dashboard_kept_agents k WHERE k.hours = of_hours AND NOT EXISTS (
			SELECT FROM unnest(kept) n WHERE n.agent_id = k.agent_id);
		-- What differs is written anew.
		DELETE FROM public.dashboard_kept_agents k USING unnest(kept) n
		WHERE k.hours = of_hours AND n.agent_id = k.agent_id AND k IS DISTINCT FROM n;
		INSERT INTO public.dashboard_kept_agents (hours, agent_id, handled, sent, answered, response_microseconds, rated, rating_sum, unanswered,
			waits, wait_microseconds, handlings, handle_microseconds, response_histogram, wait_histogram,
			handle_histogram, response_bins, wait_bins, handle_bins, line, response_near, wait_near,
			handle_near) SELECT n.* FROM unnest(kept) n ON CONFLICT DO NOTHING;
		made := made + 1;
	END LOOP;
	RETURN made;
END
$$;
