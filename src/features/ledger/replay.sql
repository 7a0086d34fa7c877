-- The segments of sessions as their events tell them, in order: dashboard_segments() before agents who took part earlier
-- get their share. The columns are explained there.
--
-- A session is replayed event by event. Each event is a few steps from state to state; a step ends the present segment
-- and begins the next.
CREATE OR REPLACE FUNCTION public.dashboard_replay(session_ids uuid[])
RETURNS TABLE (session_id uuid, episode integer, segment integer, state text, agent_id uuid, team text,
	began timestamptz, ended timestamptz, ending text, wait_began timestamptz,
	episode_began timestamptz, episode_ended timestamptz, rated_at timestamptz)
LANGUAGE plpgsql STABLE ROWS 5000 AS $$
#variable_conflict use_column
DECLARE
	of_session uuid;
	event public.dashboard_session_events; -- the facts after a change,
	before public.dashboard_session_events; -- and before it
	is_as_inserted boolean; -- nothing has happened to the session but corrections
	-- The segments, column by column, and the episodes. The last ones, `n` and `e`, are the present ones.
	n integer; episodes integer[]; states text[]; agents uuid[]; teams text[];
	begins timestamptz[]; ends timestamptz[]; endings text[];
	e integer; episode_begins timestamptz[]; episode_ends timestamptz[];
	-- The segments that queued_at and started_at are the beginning of; and a closed_at that is left over from the episode
	-- before, and no end of the present one.
	queued_segment integer; started_segment integer; stale_closed_at timestamptz; closes_at timestamptz;
	rated timestamptz; rated_segment integer;
	-- The steps: from `status` to `step`.
	steps text[]; status text; owner uuid; step text;
	step_ending text; ends_at timestamptz; begins_at timestamptz;
BEGIN
	FOR of_session IN SELECT DISTINCT given.id FROM unnest(session_ids) AS given (id) LOOP
		before := NULL;
		stale_closed_at := NULL;
		n := 0;
		FOR event IN SELECT * FROM public.dashboard_session_events s WHERE s.session_id = of_session ORDER BY s.id LOOP
			-- A closed session whose closed_at is taken away keeps its end.
			closes_at := coalesce(CASE WHEN event.closed_at IS DISTINCT FROM stale_closed_at THEN event.closed_at END,
				CASE before.status WHEN 'closed' THEN episode_ends[e] END);
			is_as_inserted := event.status IS NOT NULL AND (before.status IS NULL OR is_as_inserted
				AND event.status = before.status
				AND (event.status <> 'active' OR event.assigned_agent_id IS NOT DISTINCT FROM before.assigned_agent_id)
				AND (event.status <> 'waiting' OR event.team IS NOT DISTINCT FROM before.team));
			IF event.status IS NULL OR is_as_inserted THEN
				n := 0; e := 0; status := NULL;
				queued_segment := NULL; started_segment := NULL; stale_closed_at := NULL;
			END IF;

			-- A row as inserted tells all its steps: queued from queued_at to started_at, handled to closed_at. Without
			-- started_at no wait is known, unless nobody had the session: then it was abandoned. Of a change that closes a
			-- session and names another agent, the agent is a step of its own.
			steps := CASE
				WHEN event.status IS NULL THEN '{}'
				WHEN is_as_inserted THEN CASE event.status WHEN 'waiting' THEN ARRAY['waiting']
					ELSE CASE WHEN event.started_at IS NOT NULL THEN ARRAY['waiting', 'active']
						WHEN event.status = 'active' OR event.assigned_agent_id IS NOT NULL THEN ARRAY['active']
						ELSE ARRAY['waiting'] END
					|| CASE event.status WHEN 'closed' THEN ARRAY['closed'] END END
				WHEN event.status <> status THEN CASE WHEN status = 'active' AND event.status = 'closed'
					AND event.assigned_agent_id IS NOT NULL AND event.assigned_agent_id IS DISTINCT FROM owner
					THEN ARRAY['active', 'closed'] ELSE ARRAY[event.status] END
				WHEN status = 'active' AND event.assigned_agent_id IS DISTINCT FROM owner THEN ARRAY['active']
				WHEN status = 'waiting' AND event.team IS DISTINCT FROM before.team THEN ARRAY['waiting']
				ELSE '{}' END;

			-- An instant that changes and that no step is about is a correction: what it bounds follows. A started_at that
			-- changes while the session waits bounds nothing yet.
			IF NOT is_as_inserted AND event.status IS NOT NULL THEN
				episode_begins[1] := event.created_at;
				IF event.queued_at <> before.queued_at AND NOT 'waiting' = ANY (steps) AND queued_segment IS NOT NULL THEN
					IF ends[queued_segment - 1] = begins[queued_segment] AND endings[queued_segment - 1] <> 'closed' THEN
						ends[queued_segment - 1] := event.queued_at;
					END IF;
					IF episodes[queued_segment] > 1 AND episodes[queued_segment - 1] < episodes[queued_segment] THEN
						episode_begins[episodes[queued_segment]] := event.queued_at;
					END IF;
					begins[queued_segment] := event.queued_at;
				END IF;
				IF event.started_at <> coalesce(before.started_at, '-infinity') AND status <> 'waiting'
					AND NOT steps && '{waiting,active}' AND started_segment IS NOT NULL THEN
					IF endings[started_segment - 1] = 'assigned' THEN
						ends[started_segment - 1] := event.started_at;
						begins[started_segment] := event.started_at;
					ELSIF e = 1 THEN -- it came without one
						begins[started_segment] := event.started_at;
					ELSIF event.started_at > episode_ends[e - 1] THEN -- reopened straight to an agent
						begins[started_segment] := event.started_at;
						episode_begins[e] := event.started_at;
					END IF;
				END IF;
				IF status = 'closed' AND steps = '{}' AND event.closed_at <> coalesce(before.closed_at, '-infinity') THEN
					ends[n] := event.closed_at;
					episode_ends[e] := event.closed_at;
				END IF;
			END IF;

			FOREACH step IN ARRAY steps LOOP
				step_ending := NULL;
				CASE
				WHEN step = 'closed' THEN
					step_ending := CASE status WHEN 'waiting' THEN 'abandoned' ELSE 'closed' END;
					ends_at := coalesce(closes_at, event.happened_at);
				WHEN status IS NULL THEN -- inserted
					begins_at := CASE step WHEN 'waiting' THEN event.queued_at END;
				WHEN status = 'closed' AND step = 'waiting' THEN -- reopened
					begins_at := event.queued_at;
				WHEN status = 'closed' THEN
					begins_at := CASE WHEN event.started_at IS DISTINCT FROM before.started_at
						AND event.started_at > episode_ends[e] THEN event.started_at ELSE event.happened_at END;
				WHEN status = 'waiting' AND step = 'active' THEN
					step_ending := 'assigned';
					ends_at := CASE WHEN is_as_inserted OR event.started_at >= begins[n] THEN event.started_at
						ELSE event.happened_at END;
					begins_at := ends_at;
				WHEN status = 'waiting' THEN -- for another team
					step_ending := 'moved';
					ends_at := CASE WHEN event.queued_at <> before.queued_at AND event.queued_at >= begins[n]
						THEN event.queued_at ELSE event.happened_at END;
					begins_at := ends_at;
				WHEN step = 'waiting' THEN
					step_ending := 'requeued';
					ends_at := CASE WHEN event.queued_at >= coalesce(begins[n], '-infinity') THEN event.queued_at
						ELSE event.happened_at END;
					begins_at := event.queued_at;
				ELSE -- another agent: from when it joined, or from a new started_at, if that lies within the segment
					step_ending := CASE WHEN owner IS NULL THEN 'assigned' WHEN event.assigned_agent_id IS NULL THEN 'released'
						ELSE 'transferred' END;
					ends_at := CASE event.status WHEN 'closed' THEN least(closes_at, event.happened_at) ELSE event.happened_at END;
					ends_at := coalesce(
						(SELECT p.joined_at FROM public.chat_participants p
						WHERE p.session_id = of_session AND p.user_id = event.assigned_agent_id AND p.role = 'support_agent'
							AND p.joined_at BETWEEN coalesce(begins[n], '-infinity') AND ends_at),
						CASE WHEN event.started_at IS DISTINCT FROM before.started_at
							AND event.started_at BETWEEN coalesce(begins[n], '-infinity') AND ends_at THEN event.started_at END,
						ends_at);
					begins_at := ends_at;
				END CASE;

				IF step_ending IS NOT NULL THEN
					ends[n] := ends_at;
					endings[n] := step_ending;
				END IF;
				IF step = 'closed' THEN
					episode_ends[e] := ends_at;
				ELSE
					IF status IS NULL OR status = 'closed' THEN
						e := e + 1;
						episode_begins[e] := CASE e WHEN 1 THEN event.created_at ELSE begins_at END;
						episode_ends[e] := NULL;
						stale_closed_at := CASE WHEN e > 1 THEN before.closed_at END;
						started_segment := NULL;
					END IF;
					n := n + 1;
					episodes[n] := e;
					states[n] := CASE step WHEN 'waiting' THEN 'queued' ELSE 'handled' END;
					agents[n] := CASE step WHEN 'active' THEN event.assigned_agent_id END;
					teams[n] := event.team;
					begins[n] := begins_at; ends[n] := NULL; endings[n] := NULL;
					-- A moved wait keeps its queued_at, unless the move came with a new one.
					IF step = 'waiting' AND begins_at = event.queued_at THEN
						queued_segment := n;
					ELSIF step = 'active' AND status IS DISTINCT FROM 'active' THEN
						started_segment := n;
					END IF;
				END IF;
				status := step;
				owner := event.assigned_agent_id;
			END LOOP;

			IF event.rating IS NULL THEN
				rated := NULL;
			ELSIF before.status IS NULL THEN
				rated := coalesce(event.closed_at, event.started_at, event.created_at);
			ELSIF before.rating IS NULL THEN
				rated := event.happened_at;
			END IF;
			IF before.status IS NULL OR before.rating IS NULL OR is_as_inserted THEN
				rated_segment := coalesce(
					(SELECT max(i) FROM generate_series(1, n) i WHERE states[i] = 'handled' AND agents[i] IS NOT NULL), n);
			END IF;
			before := event;
		END LOOP;

		FOR i IN 1..n LOOP
			session_id := of_session; episode := episodes[i]; segment := i;
			state := states[i]; agent_id := agents[i]; team := teams[i];
			began := begins[i]; ended := ends[i]; ending := endings[i];
			episode_began := episode_begins[episode]; episode_ended := episode_ends[episode];
			wait_began := CASE WHEN state = 'queued' THEN CASE WHEN endings[i - 1] = 'moved' THEN wait_began ELSE began END END;
			rated_at := CASE WHEN i = rated_segment THEN rated END;
			RETURN NEXT;
		END LOOP;
	END LOOP;
END
$$;
