-- How agents do, quicker (docs/rollups.md): what a kept window has of an agent is kept as it is sent, and sent so where
-- nothing has changed since.


-- An agent's figures on their way to src/features/metrics/agent-performance.sql.ts.
CREATE FUNCTION "dashboard_agent_line"(handled numeric, sent numeric, unanswered numeric, rated numeric, rating_sum numeric,
	answered numeric, response_microseconds numeric, responses text, waits numeric, wait_microseconds numeric, wait text,
	handlings numeric, handle_microseconds numeric, handling text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN handled::text || ',' || sent::text || ',' || unanswered::text || ',' || rated::text || ',' || rating_sum::text
	|| ',' || answered::text || ',' || response_microseconds::text || ',' || responses
	|| ',' || waits::text || ',' || wait_microseconds::text || ',' || wait
	|| ',' || handlings::text || ',' || handle_microseconds::text || ',' || handling;
--> statement-breakpoint
CREATE FUNCTION "dashboard_sent_bins"(bins integer[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN bins[1]::text || ' ' || bins[2]::text || ' ' || bins[3]::text;
--> statement-breakpoint
-- Whoever is keeping windows is waited for.
SELECT pg_advisory_xact_lock(hashtext('dashboard_fold'));
--> statement-breakpoint
-- They are made anew within a minute.
DELETE FROM "dashboard_kept_windows";
--> statement-breakpoint
DELETE FROM "dashboard_kept_agents";
--> statement-breakpoint
ALTER TABLE "dashboard_kept_agents" ADD COLUMN "line" text NOT NULL;
--> statement-breakpoint
-- A row that is a little longer than 2 kB would have its histograms compressed, which takes longer than to read them.
ALTER TABLE "dashboard_kept_agents" SET (toast_tuple_target = 8160);
--> statement-breakpoint
-- As in 0007_kept_windows.sql, but for lines.
CREATE OR REPLACE FUNCTION "dashboard_keep_windows"(lengths integer[]) RETURNS integer
LANGUAGE plpgsql SET jit = off AS $$
DECLARE
	ends timestamptz := public.dashboard_bucket(now());
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
		CONTINUE WHEN EXISTS (SELECT FROM public.dashboard_kept_windows w WHERE w.hours = of_hours AND w.until = ends);
		begins := ends - make_interval(hours => of_hours);
		kept := ARRAY(
			SELECT ROW(b.*, public.dashboard_agent_line(b.handled, b.sent, b.unanswered, b.rated, b.rating_sum, b.answered,
				b.response_microseconds, public.dashboard_sent_bins(b.response_bins), b.waits, b.wait_microseconds,
				public.dashboard_sent_bins(b.wait_bins), b.handlings, b.handle_microseconds,
				public.dashboard_sent_bins(b.handle_bins)))::public.dashboard_kept_agents
			FROM (
				SELECT of_hours AS hours, s.agent_id, s.handled, s.sent, s.answered, s.response_microseconds, s.rated,
					s.rating_sum, s.unanswered, s.waits, s.wait_microseconds, s.handlings, s.handle_microseconds,
					s.response_histogram, s.wait_histogram, s.handle_histogram,
					-- Most of them are as they were before, and so are their percentiles: who ever defines those anew has to
					-- empty the table.
					CASE WHEN (k.response_histogram, k.answered) = (s.response_histogram, s.answered) THEN k.response_bins
						ELSE public.dashboard_percentile_bins(s.response_histogram, s.answered) END AS response_bins,
					CASE WHEN (k.wait_histogram, k.waits) = (s.wait_histogram, s.waits) THEN k.wait_bins
						ELSE public.dashboard_percentile_bins(s.wait_histogram, s.waits) END AS wait_bins,
					CASE WHEN (k.handle_histogram, k.handlings) = (s.handle_histogram, s.handlings) THEN k.handle_bins
						ELSE public.dashboard_percentile_bins(s.handle_histogram, s.handlings) END AS handle_bins
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
		DELETE FROM public.dashboard_kept_agents k WHERE k.hours = of_hours;
		INSERT INTO public.dashboard_kept_windows VALUES (of_hours, begins, ends);
		INSERT INTO public.dashboard_kept_agents SELECT * FROM unnest(kept);
		made := made + 1;
	END LOOP;
	RETURN made;
END
$$;
--> statement-breakpoint
-- As in 0007_kept_windows.sql, but that there is only a line of an agent whose figures are as they were kept.
DROP FUNCTION "dashboard_agent_figures"(timestamptz[], uuid);
--> statement-breakpoint
CREATE FUNCTION "dashboard_agent_figures"(edges timestamptz[], only_agent uuid)
RETURNS TABLE (slot integer, agent_id uuid, handled numeric, sent numeric, answered numeric,
	response_microseconds numeric, rated numeric, rating_sum numeric, unanswered numeric, waits numeric,
	wait_microseconds numeric, handlings numeric, handle_microseconds numeric, response_histogram numeric,
	wait_histogram numeric, handle_histogram numeric, response_bins integer[], wait_bins integer[],
	handle_bins integer[], line text)
LANGUAGE plpgsql STABLE ROWS 200 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	kept public.dashboard_kept_windows;
BEGIN
	SELECT w.* INTO kept FROM public.dashboard_kept_windows w
	WHERE cardinality(edges) = 2
		AND w.since BETWEEN edges[1] - interval '1 hour' AND edges[1] + interval '1 hour'
		AND w.until BETWEEN edges[2] - interval '1 hour' AND edges[2] + interval '1 hour'
	ORDER BY greatest(w.since - edges[1], edges[1] - w.since) LIMIT 1;
	IF kept.hours IS NULL AND only_agent IS NULL THEN
		RETURN QUERY SELECT s.*, NULL::integer[], NULL::integer[], NULL::integer[], NULL
		FROM public.dashboard_agent_sums(edges) s;
	ELSIF kept.hours IS NULL THEN
		RETURN QUERY
		SELECT slot, only_agent, c.handled, c.sent, s.answered, s.response_microseconds, c.rated, c.rating_sum, c.unanswered,
			s.waits, s.wait_microseconds, s.handlings, s.handle_microseconds, s.response_histogram, s.wait_histogram,
			s.handle_histogram, NULL::integer[], NULL::integer[], NULL::integer[], NULL
		FROM public.dashboard_agent_counts(edges, only_agent) c
		FULL JOIN public.dashboard_agent_spans(edges, only_agent,
			ARRAY['response_histogram', 'wait_histogram', 'handle_histogram']) s USING (slot);
	ELSE
		RETURN QUERY
		-- What is to be added, and taken away, for the window to be had from the kept one: its ends, and for a marked bucket
		-- what its raw rows say instead of what its rollups say.
		WITH cover AS MATERIALIZED (
			SELECT apart.sign * part.sign AS sign, part.grain AS grain_minutes, part.begins AS piece_since,
				part.ends AS piece_until
			FROM (VALUES (1, edges[1], kept.since), (-1, kept.since, edges[1]), (1, kept.until, edges[2]),
				(-1, edges[2], kept.until)) apart (sign, begins, ends)
			CROSS JOIN LATERAL public.dashboard_stretches('sessions', ARRAY[apart.begins, apart.ends]) stretch
			CROSS JOIN LATERAL unnest(stretch.since, stretch.until, stretch.coarsest) s (since, until, coarsest)
			CROSS JOIN LATERAL public.dashboard_pieces(s.since, s.until, s.coarsest) piece
			CROSS JOIN LATERAL (
				SELECT public.dashboard_bucket(piece.piece_since) AS bucket,
					piece.grain_minutes = 0 AND s.coarsest > 0
						AND piece.piece_until - piece.piece_since > interval '150 seconds' AS is_most OFFSET 0
			) cut
			-- Of the raw rows of most of a bucket: its rollup, less the raw rows of what is left of it.
			CROSS JOIN LATERAL (VALUES
				(1, piece.grain_minutes, piece.piece_since, piece.piece_until, NOT cut.is_most),
				(1, 5, cut.bucket, cut.bucket + interval '5 minutes', cut.is_most),
				(-1, 0, cut.bucket, piece.piece_since, cut.is_most),
				(-1, 0, piece.piece_until, cut.bucket + interval '5 minutes', cut.is_most)
			) part (sign, grain, begins, ends, applies)
			WHERE apart.begins < apart.ends AND part.applies AND part.begins < part.ends
			UNION ALL
			SELECT instead.sign, instead.grain, marked.bucket, marked.bucket + interval '5 minutes'
			FROM (
				SELECT DISTINCT m.bucket FROM public.dashboard_marks m
				WHERE m.subject = 'sessions' AND m.bucket >= kept.since AND m.bucket < kept.until
			) marked
			CROSS JOIN (VALUES (1, 0), (-1, 5)) instead (sign, grain)
		),
		change AS MATERIALIZED (
			SELECT part.agent_id, sum(part.sign * part.handled) AS handled, sum(part.sign * part.sent) AS sent,
				sum(part.sign * part.answered) AS answered,
				sum(part.sign * part.response_microseconds) AS response_microseconds,
				sum(part.sign * part.rated) AS rated, sum(part.sign * part.rating_sum) AS rating_sum,
				sum(part.sign * part.unanswered) AS unanswered, sum(part.sign * part.waits) AS waits,
				sum(part.sign * part.wait_microseconds) AS wait_microseconds,
				sum(part.sign * part.handlings) AS handlings,
				sum(part.sign * part.handle_microseconds) AS handle_microseconds,
				sum(part.sign * part.response_histogram) AS response_histogram,
				sum(part.sign * part.wait_histogram) AS wait_histogram,
				sum(part.sign * part.handle_histogram) AS handle_histogram
			FROM (
				SELECT c.sign, r.agent_id, r.handled, r.sent, r.answered, r.response_microseconds, r.rated, r.rating_sum,
					r.unanswered, r.waits, r.wait_microseconds, r.handlings, r.handle_microseconds,
					r.response_histogram, r.wait_histogram, r.handle_histogram
				FROM cover c CROSS JOIN LATERAL (
					SELECT * FROM public.dashboard_agent_rollups r
					WHERE r.grain_minutes = c.grain_minutes AND r.bucket >= c.piece_since AND r.bucket < c.piece_until
						AND (only_agent IS NULL OR r.agent_id = only_agent) OFFSET 0
				) r
				WHERE c.grain_minutes > 0
				UNION ALL
				SELECT c.sign, raw.*
				FROM cover c CROSS JOIN LATERAL public.dashboard_raw_agents(c.piece_since, c.piece_until, only_agent) raw
				WHERE c.grain_minutes = 0
			) part
			GROUP BY part.agent_id
		)
		SELECT 1, k.agent_id, k.handled::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric,
			NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric,
			NULL::numeric, NULL::integer[], NULL::integer[], NULL::integer[], k.line
		FROM public.dashboard_kept_agents k
		WHERE k.hours = kept.hours AND (only_agent IS NULL OR k.agent_id = only_agent)
			AND k.agent_id NOT IN (SELECT c.agent_id FROM change c)
		UNION ALL
		SELECT 1, c.agent_id, coalesce(k.handled, 0) + c.handled, coalesce(k.sent, 0) + c.sent,
			coalesce(k.answered, 0) + c.answered, coalesce(k.response_microseconds, 0) + c.response_microseconds,
			coalesce(k.rated, 0) + c.rated, coalesce(k.rating_sum, 0) + c.rating_sum,
			coalesce(k.unanswered, 0) + c.unanswered, coalesce(k.waits, 0) + c.waits,
			coalesce(k.wait_microseconds, 0) + c.wait_microseconds, coalesce(k.handlings, 0) + c.handlings,
			coalesce(k.handle_microseconds, 0) + c.handle_microseconds,
			CASE WHEN (c.response_histogram, c.answered) <> (0, 0)
				THEN coalesce(k.response_histogram, 0) + c.response_histogram END,
			CASE WHEN (c.wait_histogram, c.waits) <> (0, 0) THEN coalesce(k.wait_histogram, 0) + c.wait_histogram END,
			CASE WHEN (c.handle_histogram, c.handlings) <> (0, 0)
				THEN coalesce(k.handle_histogram, 0) + c.handle_histogram END,
			k.response_bins, k.wait_bins, k.handle_bins, NULL
		FROM change c LEFT JOIN public.dashboard_kept_agents k ON k.hours = kept.hours AND k.agent_id = c.agent_id;
	END IF;
END
$$;
--> statement-breakpoint
-- As in 0007_kept_windows.sql, but for lines that are kept.
CREATE OR REPLACE FUNCTION "dashboard_agent_performance"(since timestamptz, until timestamptz, compared boolean, only_agent uuid)
RETURNS TABLE (generated_at text, "from" text, "to" text, agents text, names json)
LANGUAGE plpgsql STABLE ROWS 1 SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	at timestamptz := date_trunc('milliseconds', now());
	edges timestamptz[] := public.dashboard_window_edges(since, until, compared);
	asked integer := cardinality(edges) - 1;
BEGIN
	RETURN QUERY
	WITH figures AS MATERIALIZED (
		SELECT * FROM public.dashboard_agent_figures(edges, only_agent)
	),
	listed AS MATERIALIZED (
		SELECT row_number() OVER (ORDER BY f.handled DESC, f.agent_id) AS place, f.agent_id,
			f.agent_id::text || ',' || coalesce(taken.sessions, 0)::text || ',' || coalesce(taken.load, 0)::text || ','
				|| coalesce(a.availability, '') || ',' AS now,
			a.display_name
		FROM figures f
		LEFT JOIN public.dashboard_taken_places(at, CASE WHEN only_agent IS NOT NULL THEN ARRAY[only_agent] END) taken
			USING (agent_id)
		LEFT JOIN public.support_agents a USING (agent_id)
		-- Not "=", of which the planner expects one row, and would go through all agents for each of them.
		WHERE f.slot >= asked AND f.handled > 0
	)
	SELECT public.dashboard_wire(at), public.dashboard_wire(edges[n]),
		public.dashboard_wire(CASE n WHEN asked THEN until ELSE since END),
		string_agg(l.now || coalesce(f.line, public.dashboard_agent_line(
			coalesce(f.handled, 0), coalesce(f.sent, 0), coalesce(f.unanswered, 0), coalesce(f.rated, 0),
			coalesce(f.rating_sum, 0),
			coalesce(f.answered, 0), coalesce(f.response_microseconds, 0),
			public.dashboard_sent_spans(f.response_histogram, f.response_bins),
			coalesce(f.waits, 0), coalesce(f.wait_microseconds, 0),
			public.dashboard_sent_spans(f.wait_histogram, f.wait_bins),
			coalesce(f.handlings, 0), coalesce(f.handle_microseconds, 0),
			public.dashboard_sent_spans(f.handle_histogram, f.handle_bins))), ';' ORDER BY l.place)
			FILTER (WHERE l.agent_id IS NOT NULL),
		json_agg(l.display_name ORDER BY l.place) FILTER (WHERE l.agent_id IS NOT NULL)
	-- Of a series the planner expects a thousand rows.
	FROM unnest((ARRAY[1, 2])[1 : asked]) n
	LEFT JOIN listed l ON true
	LEFT JOIN figures f ON f.slot = n AND f.agent_id = l.agent_id
	GROUP BY n
	ORDER BY n DESC;
END
$$;
