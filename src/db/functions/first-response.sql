CREATE OR REPLACE FUNCTION public.dashboard_first_response(of_session uuid)
RETURNS TABLE (created_at timestamptz, id uuid, sender_id uuid) LANGUAGE sql STABLE AS $$
	SELECT m.created_at, m.id, m.sender_id
	FROM public.chat_messages m
	WHERE m.session_id = of_session
		AND EXISTS (
			SELECT 1 FROM public.chat_participants p
			WHERE p.session_id = m.session_id AND p.user_id = m.sender_id AND p.role = 'support_agent'
		)
	ORDER BY m.created_at, m.id
	LIMIT 1
$$;
