-- Checks what every command on a session requires: that it exists and has a version that If-Match names. Returns null, or
-- the refusal.
CREATE OR REPLACE FUNCTION public.dashboard_precondition(s public.chat_sessions, input jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
	IF s.id IS NULL THEN
		RETURN jsonb_build_object('code', 'session_not_found');
	END IF;
	IF NOT public.dashboard_is_meant(s.version, input) THEN
		RETURN jsonb_build_object('code', 'version_changed', 'session', public.dashboard_session_state(s));
	END IF;
	RETURN NULL;
END
$$;
