-- Commands `save_agent`, `update_agent` and `set_availability` (`action`): set the fields of a registered agent that `input` has
-- and keep the others. `save_agent` has all of them, and without If-Match it registers an agent that is not registered.
-- Returns {code, agent?, created?}; code is `done`, `unchanged` or a problem code.
--
-- Each of them is a sign of life. An availability that has lapsed is written down as `offline`, unless the call says
-- another, so that no change of a team brings an agent back. Going offline withdraws the agent's open offers.
CREATE OR REPLACE FUNCTION public.dashboard_save_agent(action text, input jsonb, context jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	before public.support_agents;
	a public.support_agents;
	at timestamptz;
	refusal jsonb;
	is_changed boolean;
BEGIN
	LOOP
		before := public.dashboard_lock_agent((input->>'agent_id')::uuid, context);
		at := clock_timestamp();
		a := jsonb_populate_record(before, input);
		a.team := public.dashboard_named(a.team);
		a.skills := ARRAY(SELECT DISTINCT skill COLLATE "C" FROM unnest(public.dashboard_skill_names(a.skills)) skill ORDER BY 1);
		EXIT WHEN before.agent_id IS NOT NULL OR action <> 'save_agent' OR input ? 'versions';
		a := public.dashboard_register_agent(a, at);
		IF a.agent_id IS NOT NULL THEN
			RETURN jsonb_build_object('code', 'done', 'created', true, 'agent', public.dashboard_agent_state(a, at));
		END IF;
	END LOOP;
	refusal := public.dashboard_agent_precondition(before, input, at);
	IF refusal IS NOT NULL THEN
		RETURN refusal;
	END IF;
	is_changed := a IS DISTINCT FROM before;
	UPDATE public.support_agents SET display_name = a.display_name, team = a.team, skills = a.skills,
		availability = a.availability, max_sessions = a.max_sessions, updated_at = at, version = version + is_changed::integer
	WHERE agent_id = a.agent_id RETURNING * INTO a;
	IF before.availability <> 'offline' AND a.availability = 'offline' THEN
		PERFORM public.dashboard_withdraw_offers(NULL, a.agent_id, at);
	END IF;
	RETURN jsonb_build_object('code', CASE WHEN is_changed THEN 'done' ELSE 'unchanged' END,
		'agent', public.dashboard_agent_state(a, at));
END
$$;
