-- Checks what commands on an agent that must be registered require: that it is, and has a version that If-Match names.
-- Returns null, or the refusal.
CREATE OR REPLACE FUNCTION public.dashboard_agent_precondition(a public.support_agents, input jsonb, at timestamptz)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF a.agent_id IS NULL THEN
		RETURN jsonb_build_object('code', 'agent_not_found');
	END IF;
	IF NOT public.dashboard_is_meant(a.version, input) THEN
		RETURN jsonb_build_object('code', 'version_changed', 'agent', public.dashboard_agent_state(a, at));
	END IF;
	RETURN NULL;
END
$$;
