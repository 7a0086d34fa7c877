-- Agents' lines in less time (docs/rollups.md): beside what a kept window has of an agent stands what tells its percentiles
-- where a few spans come or go, so that no histogram is read, added to or sent for that.


-- A distribution around its 50th, 90th and 95th percentiles: bins and how many spans are in them, `555 19 554 4 …`, the highest
-- first. Spans of bins that are left out count in the next lower one that is there; those below the last one nowhere. It
-- tells percentiles after up to four spans have come or gone. A percentile's place, counted from above, is then at most three
-- further up or down, and each span's at most four: those of twelve places on either side are told apart.
CREATE FUNCTION "dashboard_near_percentiles"(histogram numeric, spans numeric) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(string_agg(bin || ' ' || from_above - from_next_above, ' ' ORDER BY bin DESC), '')
	FROM (
		SELECT bin, from_above, lag(from_above, 1, 0::numeric) OVER (ORDER BY bin DESC) AS from_next_above
		FROM (
			-- The bin above those that are near, with all that are further up.
			SELECT bin, from_above, is_near OR lead(is_near, 1, false) OVER (ORDER BY bin DESC) AS is_there
			FROM (
				SELECT bin, from_above, EXISTS (
					SELECT FROM (VALUES (50), (10), (5)) above (percent)
					WHERE from_above > div(spans * above.percent, 100) - 12
						AND from_above - spans_in_it <= div(spans * above.percent, 100) + 12
				) AS is_near
				FROM (
					SELECT bin, sum(spans_in_it) AS spans_in_it, sum(sum(spans_in_it)) OVER (ORDER BY bin DESC) AS from_above
					FROM (
						-- As in dashboard_percentile_bins.
						SELECT power >> 1 AS bin, digit * CASE power & 1 WHEN 1 THEN 10000 ELSE 1 END AS spans_in_it
						FROM (SELECT numeric_send(histogram) AS bytes OFFSET 0) sent
						CROSS JOIN LATERAL (
							SELECT get_byte(bytes, 2) * 256 + get_byte(bytes, 3) - n AS power,
								get_byte(bytes, 8 + 2 * n) * 256 + get_byte(bytes, 9 + 2 * n) AS digit
							FROM generate_series(0, get_byte(bytes, 0) * 256 + get_byte(bytes, 1) - 1) n
						) digits
						WHERE digit > 0
					) digits
					GROUP BY bin
				) bins
			) bins
		) bins
		WHERE is_there
	) bins
$$;
--> statement-breakpoint
-- Whoever is keeping windows is waited for.
SELECT pg_advisory_xact_lock(hashtext('dashboard_fold'));
--> statement-breakpoint
-- In the order in which they are read: a reader who has one and waits for the other would be waited for in turn.
LOCK TABLE "dashboard_kept_windows", "dashboard_kept_agents" IN ACCESS EXCLUSIVE MODE;
--> statement-breakpoint
-- They are made anew within a minute.
DELETE FROM "dashboard_kept_windows";
--> statement-breakpoint
DELETE FROM "dashboard_kept_agents";
--> statement-breakpoint
ALTER TABLE "dashboard_kept_agents" ADD COLUMN "response_near" text NOT NULL;
--> statement-breakpoint
ALTER TABLE "dashboard_kept_agents" ADD COLUMN "wait_near" text NOT NULL;
--> statement-breakpoint
ALTER TABLE "dashboard_kept_agents" ADD COLUMN "handle_near" text NOT NULL;
--> statement-breakpoint
ALTER TABLE "dashboard_kept_windows" ADD COLUMN "agents" uuid[] NOT NULL;
--> statement-breakpoint
ALTER TABLE "dashboard_kept_windows" ADD COLUMN "lines" text NOT NULL;
--> statement-breakpoint
-- It is read whole, which takes longer where it is compressed.
ALTER TABLE "dashboard_kept_windows" ALTER COLUMN "lines" SET STORAGE EXTERNAL;
--> statement-breakpoint
-- As in 0011_minutes.sql, but for lines that stand together, and for what is near percentiles.
CREATE OR REPLACE FUNCTION "dashboard_keep_windows"(lengths integer[]) RETURNS integer
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
		IF ends - make_interval(hours => of_hours) < (SELECT m.since FROM public.dashboard_minutes m) THEN
			ends := public.dashboard_bucket(now());
		END IF;
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
		INSERT INTO public.dashboard_kept_windows
		SELECT of_hours, begins, ends, coalesce(array_agg(n.agent_id), '{}'),
			coalesce(string_agg(n.agent_id::text || ',' || n.line, ';' ORDER BY n.handled DESC, n.agent_id), '')
		FROM unnest(kept) n;
		DELETE FROM public.dashboard_kept_agents k WHERE k.hours = of_hours AND NOT EXISTS (
			SELECT FROM unnest(kept) n WHERE n.agent_id = k.agent_id);
		-- What differs is written anew.
		DELETE FROM public.dashboard_kept_agents k USING unnest(kept) n
		WHERE k.hours = of_hours AND n.agent_id = k.agent_id AND k IS DISTINCT FROM n;
		INSERT INTO public.dashboard_kept_agents SELECT n.* FROM unnest(kept) n ON CONFLICT DO NOTHING;
		made := made + 1;
	END LOOP;
	RETURN made;
END
$$;
--> statement-breakpoint
-- How agents do: the last hours, or between two instants. Where a window is kept, `kept` has the lines of its agents, an
-- agent's id and its figures, most sessions first, and `changed` such lines of those whose figures in the window asked for are
-- others. There a distribution is the bins of its percentiles where none of its spans came or went; else, where of none of the
-- agent's three more than four did, what is near its percentiles, and histograms of those that came and that went, between
-- colons; else all of its histogram.
-- `taken` has the active sessions and the load of whoever has any, and `registered` the availability of whoever is, and their
-- names. Where no window is kept, and for one agent or a comparison, there are `windows`, as dashboard_agent_performance
-- (0010_agent_lines.sql) has them. dashboard_agents (0011_minutes.sql) serves the Worker of the version before.
CREATE FUNCTION "dashboard_agent_list"(hours integer, since timestamptz, until timestamptz, compared boolean, only_agent uuid)
RETURNS json LANGUAGE plpgsql STABLE SET jit = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	at timestamptz := date_trunc('milliseconds', now());
	ends timestamptz := coalesce(dashboard_agent_list.until, at);
	ends_before timestamptz := ends + interval '1 microsecond';
	begins timestamptz := coalesce(dashboard_agent_list.since, ends - make_interval(hours => dashboard_agent_list.hours));
	kept_hours integer;
	kept_since timestamptz;
	kept_until timestamptz;
	signs integer[];
	grains integer[];
	pieces_since timestamptz[];
	pieces_until timestamptz[];
	changed text;
	changed_agents uuid[];
BEGIN
	IF NOT compared AND only_agent IS NULL THEN
		SELECT w.hours, w.since, w.until INTO kept_hours, kept_since, kept_until FROM public.dashboard_kept_windows w
		WHERE w.since BETWEEN begins - interval '1 hour' AND begins + interval '1 hour'
			AND w.until BETWEEN ends_before - interval '1 hour' AND ends_before + interval '1 hour'
		ORDER BY greatest(w.since - begins, begins - w.since) LIMIT 1;
	END IF;
	IF kept_hours IS NULL THEN
		RETURN (
			SELECT json_build_object('windows', json_agg(w))
			FROM public.dashboard_agent_performance(begins, ends, compared, only_agent) w
		);
	END IF;
	-- As dashboard_beside_kept, which looks for marks again, but where there is none.
	IF NOT EXISTS (
		SELECT FROM public.dashboard_marks m WHERE m.subject = 'sessions'
			AND m.bucket >= public.dashboard_bucket(least(begins, kept_since)) AND m.bucket < greatest(ends_before, kept_until)
	) THEN
		SELECT array_agg(apart.sign), array_agg(piece.grain_minutes), array_agg(piece.piece_since),
			array_agg(piece.piece_until)
		INTO signs, grains, pieces_since, pieces_until
		FROM (VALUES (1, begins, kept_since), (-1, kept_since, begins), (1, kept_until, ends_before),
			(-1, ends_before, kept_until)) apart (sign, begins, ends)
		CROSS JOIN LATERAL public.dashboard_pieces(apart.begins, apart.ends, 60) piece
		WHERE apart.begins < apart.ends;
	ELSE
		SELECT array_agg(part.sign), array_agg(part.grain_minutes), array_agg(part.piece_since),
			array_agg(part.piece_until)
		INTO signs, grains, pieces_since, pieces_until
		FROM public.dashboard_beside_kept(kept_since, kept_until, begins, ends_before) part;
	END IF;
	SELECT array_agg(c.agent_id), string_agg(concat_ws(',', c.agent_id,
		coalesce(k.handled, 0) + c.handled, coalesce(k.sent, 0) + c.sent, coalesce(k.unanswered, 0) + c.unanswered,
		coalesce(k.rated, 0) + c.rated, coalesce(k.rating_sum, 0) + c.rating_sum,
		coalesce(k.answered, 0) + c.answered, coalesce(k.response_microseconds, 0) + c.response_microseconds,
		CASE WHEN k.agent_id IS NOT NULL AND c.answered = 0 AND c.response_more = c.response_less THEN array_to_string(k.response_bins, ' ')
			WHEN k.agent_id IS NOT NULL AND c.spans <= 4 THEN concat_ws(':', k.response_near,
				encode(numeric_send(c.response_more), 'base64'), encode(numeric_send(c.response_less), 'base64'))
			ELSE encode(numeric_send(coalesce(k.response_histogram, 0) + c.response_more - c.response_less), 'base64') END,
		coalesce(k.waits, 0) + c.waits, coalesce(k.wait_microseconds, 0) + c.wait_microseconds,
		CASE WHEN k.agent_id IS NOT NULL AND c.waits = 0 AND c.wait_more = c.wait_less THEN array_to_string(k.wait_bins, ' ')
			WHEN k.agent_id IS NOT NULL AND c.spans <= 4 THEN concat_ws(':', k.wait_near,
				encode(numeric_send(c.wait_more), 'base64'), encode(numeric_send(c.wait_less), 'base64'))
			ELSE encode(numeric_send(coalesce(k.wait_histogram, 0) + c.wait_more - c.wait_less), 'base64') END,
		coalesce(k.handlings, 0) + c.handlings, coalesce(k.handle_microseconds, 0) + c.handle_microseconds,
		CASE WHEN k.agent_id IS NOT NULL AND c.handlings = 0 AND c.handle_more = c.handle_less THEN array_to_string(k.handle_bins, ' ')
			WHEN k.agent_id IS NOT NULL AND c.spans <= 4 THEN concat_ws(':', k.handle_near,
				encode(numeric_send(c.handle_more), 'base64'), encode(numeric_send(c.handle_less), 'base64'))
			ELSE encode(numeric_send(coalesce(k.handle_histogram, 0) + c.handle_more - c.handle_less), 'base64') END), ';')
	INTO changed_agents, changed
	FROM (
		-- `spans` came or went of whichever distribution most did.
		SELECT part.agent_id, greatest(sum(part.answered), sum(part.waits), sum(part.handlings)) AS spans,
			sum(part.sign * part.handled) AS handled, sum(part.sign * part.sent) AS sent,
			sum(part.sign * part.answered) AS answered,
			sum(part.sign * part.response_microseconds) AS response_microseconds,
			sum(part.sign * part.rated) AS rated, sum(part.sign * part.rating_sum) AS rating_sum,
			sum(part.sign * part.unanswered) AS unanswered, sum(part.sign * part.waits) AS waits,
			sum(part.sign * part.wait_microseconds) AS wait_microseconds,
			sum(part.sign * part.handlings) AS handlings,
			sum(part.sign * part.handle_microseconds) AS handle_microseconds,
			-- Apart: digits of a difference are no spans.
			coalesce(sum(part.response_histogram) FILTER (WHERE part.sign > 0), 0) AS response_more,
			coalesce(sum(part.response_histogram) FILTER (WHERE part.sign < 0), 0) AS response_less,
			coalesce(sum(part.wait_histogram) FILTER (WHERE part.sign > 0), 0) AS wait_more,
			coalesce(sum(part.wait_histogram) FILTER (WHERE part.sign < 0), 0) AS wait_less,
			coalesce(sum(part.handle_histogram) FILTER (WHERE part.sign > 0), 0) AS handle_more,
			coalesce(sum(part.handle_histogram) FILTER (WHERE part.sign < 0), 0) AS handle_less
		FROM (
			SELECT c.sign, r.agent_id, r.handled, r.sent, r.answered, r.response_microseconds, r.rated, r.rating_sum,
				r.unanswered, r.waits, r.wait_microseconds, r.handlings, r.handle_microseconds,
				r.response_histogram, r.wait_histogram, r.handle_histogram
			FROM unnest(signs, grains, pieces_since, pieces_until) c (sign, grain, begins, ends)
			CROSS JOIN LATERAL (
				SELECT * FROM public.dashboard_agent_rollups r
				WHERE r.grain_minutes = c.grain AND r.bucket >= c.begins AND r.bucket < c.ends OFFSET 0
			) r
			WHERE c.grain > 0
			UNION ALL
			SELECT c.sign, raw.*
			FROM unnest(signs, grains, pieces_since, pieces_until) c (sign, grain, begins, ends)
			CROSS JOIN LATERAL public.dashboard_raw_agents(c.begins, c.ends, NULL) raw
			WHERE c.grain = 0
		) part
		GROUP BY part.agent_id
	) c
	-- By index, agent for agent (hence the offset): of those that are kept only a few have changed.
	LEFT JOIN LATERAL (
		SELECT * FROM public.dashboard_kept_agents k WHERE k.hours = kept_hours AND k.agent_id = c.agent_id OFFSET 0
	) k ON true;
	RETURN json_build_object(
		'generated_at', public.dashboard_wire(at), 'from', public.dashboard_wire(begins), 'to', public.dashboard_wire(ends),
		'kept', (SELECT w.lines FROM public.dashboard_kept_windows w WHERE w.hours = kept_hours),
		'changed', changed,
		'taken', (
			SELECT string_agg(concat_ws(',', taken.agent_id, taken.sessions, taken.load), ';')
			FROM public.dashboard_taken_places(at) taken
		),
		'registered', (
			SELECT json_build_array(string_agg(concat_ws(',', a.agent_id, a.availability), ';'), array_agg(a.display_name))
			FROM public.support_agents a
			WHERE a.agent_id = ANY (changed_agents || (
				SELECT w.agents FROM public.dashboard_kept_windows w WHERE w.hours = kept_hours))
		));
END
$$;
