-- As in 0012_near_percentiles.sql, but for `known`: versions of kept windows whose lines the caller has. `version` is that of
-- the window here, and where it is known, `kept` is null. In `changed` histograms are not added up: what came or went is
-- histograms between full stops, of rollups, or of a raw row's span its bin and 1. Where there would be too many of them there
-- are `windows`, as where no window is kept. In `taken` the load is left out where it is the sessions alone.
CREATE OR REPLACE FUNCTION public.dashboard_agent_list(hours integer, since timestamptz, until timestamptz, compared boolean, only_agent uuid,
	known uuid[])
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
	kept_version uuid;
	signs integer[];
	grains integer[];
	pieces_since timestamptz[];
	pieces_until timestamptz[];
	changed text;
	changed_agents uuid[];
BEGIN
	IF NOT compared AND only_agent IS NULL THEN
		SELECT w.hours, w.since, w.until, w.version INTO kept_hours, kept_since, kept_until, kept_version
		FROM public.dashboard_kept_windows w
		WHERE w.since BETWEEN begins - interval '1 hour' AND begins + interval '1 hour'
			AND w.until BETWEEN ends_before - interval '1 hour' AND ends_before + interval '1 hour'
		ORDER BY greatest(w.since - begins, begins - w.since) LIMIT 1;
	END IF;
	IF kept_hours IS NOT NULL THEN
		-- As dashboard_beside_kept, which looks for marks again, but where there is none.
		IF NOT EXISTS (
			SELECT FROM public.dashboard_marks m WHERE m.subject = 'sessions'
				AND m.bucket >= public.dashboard_bucket(least(begins, kept_since)) AND m.bucket < greatest(ends_before, kept_until)
		) THEN
			IF begins >= kept_since AND begins < kept_since + interval '1 minute'
				AND ends_before >= kept_until AND ends_before < kept_until + interval '1 minute' THEN
				-- Less than a minute apart at both ends, as mostly: raw rows.
				signs := '{-1,1}';
				grains := '{0,0}';
				pieces_since := ARRAY[kept_since, kept_until];
				pieces_until := ARRAY[begins, ends_before];
			ELSE
				SELECT array_agg(apart.sign), array_agg(piece.grain_minutes), array_agg(piece.piece_since),
					array_agg(piece.piece_until)
				INTO signs, grains, pieces_since, pieces_until
				FROM (VALUES (1, begins, kept_since), (-1, kept_since, begins), (1, kept_until, ends_before),
					(-1, ends_before, kept_until)) apart (sign, begins, ends)
				CROSS JOIN LATERAL public.dashboard_pieces(apart.begins, apart.ends, 60) piece
				WHERE apart.begins < apart.ends;
			END IF;
		ELSE
			SELECT array_agg(part.sign), array_agg(part.grain_minutes), array_agg(part.piece_since),
				array_agg(part.piece_until)
			INTO signs, grains, pieces_since, pieces_until
			FROM public.dashboard_beside_kept(kept_since, kept_until, begins, ends_before) part;
		END IF;
		-- Of that many parts histograms are quicker to add up than to send.
		IF cardinality(signs) > 300 THEN
			kept_hours := NULL;
		END IF;
	END IF;
	IF kept_hours IS NOT NULL THEN
		SELECT array_agg(c.agent_id), string_agg(concat_ws(',', c.agent_id,
			coalesce(k.handled, 0) + c.handled, coalesce(k.sent, 0) + c.sent, coalesce(k.unanswered, 0) + c.unanswered,
			coalesce(k.rated, 0) + c.rated, coalesce(k.rating_sum, 0) + c.rating_sum,
			coalesce(k.answered, 0) + c.answered, coalesce(k.response_microseconds, 0) + c.response_microseconds,
			public.dashboard_changed_spread(c.response_spans, k.response_bins, c.spans, k.response_near, k.response_histogram, c.response_more,
				c.response_less),
			coalesce(k.waits, 0) + c.waits, coalesce(k.wait_microseconds, 0) + c.wait_microseconds,
			public.dashboard_changed_spread(c.wait_spans, k.wait_bins, c.spans, k.wait_near, k.wait_histogram, c.wait_more,
				c.wait_less),
			coalesce(k.handlings, 0) + c.handlings, coalesce(k.handle_microseconds, 0) + c.handle_microseconds,
			public.dashboard_changed_spread(c.handle_spans, k.handle_bins, c.spans, k.handle_near, k.handle_histogram, c.handle_more,
				c.handle_less)), ';')
		INTO changed_agents, changed
		FROM (
			-- Histograms are not added up here: for each agent that would take longer than all else. `spans` came or went of
			-- whichever distribution most did.
			SELECT part.agent_id, greatest(sum(part.answered), sum(part.waits), sum(part.handlings)) AS spans,
				sum(part.answered) AS response_spans, sum(part.waits) AS wait_spans, sum(part.handlings) AS handle_spans,
				sum(part.sign * part.handled) AS handled, sum(part.sign * part.sent) AS sent,
				sum(part.sign * part.answered) AS answered,
				sum(part.sign * part.response_microseconds) AS response_microseconds,
				sum(part.sign * part.rated) AS rated, sum(part.sign * part.rating_sum) AS rating_sum,
				sum(part.sign * part.unanswered) AS unanswered, sum(part.sign * part.waits) AS waits,
				sum(part.sign * part.wait_microseconds) AS wait_microseconds,
				sum(part.sign * part.handlings) AS handlings,
				sum(part.sign * part.handle_microseconds) AS handle_microseconds,
				string_agg(part.responses, '.') FILTER (WHERE part.sign > 0) AS response_more,
				string_agg(part.responses, '.') FILTER (WHERE part.sign < 0) AS response_less,
				string_agg(part.wait, '.') FILTER (WHERE part.sign > 0) AS wait_more,
				string_agg(part.wait, '.') FILTER (WHERE part.sign < 0) AS wait_less,
				string_agg(part.handling, '.') FILTER (WHERE part.sign > 0) AS handle_more,
				string_agg(part.handling, '.') FILTER (WHERE part.sign < 0) AS handle_less
			FROM (
				SELECT c.sign, r.agent_id, r.handled, r.sent, r.answered, r.response_microseconds, r.rated, r.rating_sum,
					r.unanswered, r.waits, r.wait_microseconds, r.handlings, r.handle_microseconds,
					CASE WHEN r.answered > 0 THEN encode(numeric_send(r.response_histogram), 'base64') END AS responses,
					CASE WHEN r.waits > 0 THEN encode(numeric_send(r.wait_histogram), 'base64') END AS wait,
					CASE WHEN r.handlings > 0 THEN encode(numeric_send(r.handle_histogram), 'base64') END AS handling
				FROM unnest(signs, grains, pieces_since, pieces_until) c (sign, grain, begins, ends)
				CROSS JOIN LATERAL (
					SELECT * FROM public.dashboard_agent_rollups r
					WHERE r.grain_minutes = c.grain AND r.bucket >= c.begins AND r.bucket < c.ends OFFSET 0
				) r
				WHERE c.grain > 0
				UNION ALL
				SELECT c.sign, p.agent_id, p.took_part::integer, coalesce(p.sent, 0), (p.response IS NOT NULL)::integer,
					coalesce(p.response, 0), (p.rating IS NOT NULL)::integer, coalesce(p.rating, 0), p.unanswered::integer,
					(p.wait IS NOT NULL)::integer, coalesce(p.wait, 0), (p.handling IS NOT NULL)::integer, coalesce(p.handling, 0),
					public.dashboard_bin_number(p.response) || ' 1', public.dashboard_bin_number(p.wait) || ' 1',
					public.dashboard_bin_number(p.handling) || ' 1'
				FROM unnest(signs, grains, pieces_since, pieces_until) c (sign, grain, begins, ends)
				CROSS JOIN LATERAL public.dashboard_raw_agent_parts(c.begins, c.ends) p
				WHERE c.grain = 0
			) part
			GROUP BY part.agent_id
		) c
		-- By index, agent for agent (hence the offset): of those that are kept only a few have changed.
		LEFT JOIN LATERAL (
			SELECT * FROM public.dashboard_kept_agents k WHERE k.hours = kept_hours AND k.agent_id = c.agent_id OFFSET 0
		) k ON true;
	END IF;
	-- So are they where they are long.
	IF kept_hours IS NULL OR length(changed) > 1000000 THEN
		RETURN (
			SELECT json_build_object('windows', json_agg(w))
			FROM public.dashboard_agent_performance(begins, ends, compared, only_agent) w
		);
	END IF;
	RETURN json_build_object(
		'generated_at', public.dashboard_wire(at), 'from', public.dashboard_wire(begins), 'to', public.dashboard_wire(ends),
		'version', kept_version,
		'kept', CASE WHEN kept_version = ANY (known) THEN NULL
			ELSE (SELECT w.lines FROM public.dashboard_kept_windows w WHERE w.hours = kept_hours) END,
		'changed', changed,
		-- Most often there is no offer, and then nothing to join.
		'taken', CASE WHEN EXISTS (SELECT FROM public.dashboard_live_offers(at)) THEN (
			SELECT string_agg(concat_ws(',', taken.agent_id, taken.sessions, nullif(taken.load, taken.sessions)), ';')
			FROM public.dashboard_taken_places(at) taken
		) ELSE (
			SELECT string_agg(active.agent_id || ',' || active.sessions, ';') FROM public.dashboard_active_places(NULL) active
		) END,
		'registered', (
			SELECT json_build_array(string_agg(concat_ws(',', a.agent_id, a.availability), ';'), array_agg(a.display_name))
			FROM public.support_agents a
			WHERE a.agent_id = ANY (changed_agents || (
				SELECT w.agents FROM public.dashboard_kept_windows w WHERE w.hours = kept_hours))
		));
END
$$;
