-- Appends the audit row of a change of a session's owner or state.
CREATE OR REPLACE FUNCTION public.dashboard_audit(action text, s public.chat_sessions, from_agent uuid, reason text, context jsonb, at timestamptz)
RETURNS void LANGUAGE sql AS $$
	INSERT INTO public.chat_audit_log
		(session_id, actor_id, actor_role, action, from_agent_id, to_agent_id, reason, request_id, created_at)
	VALUES (s.id, (context->>'actor_id')::uuid, context->>'actor_role', action, from_agent, s.assigned_agent_id, reason,
		context->>'request_id', at)
$$;
